// A cable with delay: carries the frames of two interfaces to each other, each MICROSECONDS later.
//
//     wire INTERFACE INTERFACE MICROSECONDS
//
// The virtio header that precedes each frame keeps unfinished checksums and large segments as they are.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SLOTS 16384
#define LARGEST 70000

typedef struct {
  long long due;
  ssize_t length;
  char bytes[];
} Frame;

typedef struct {
  int socket;
  unsigned first, end; // of the frames that came in here and wait
  Frame *waiting[SLOTS];
} Side;

static Side sides[2];

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int attach(const char *interface) {
  int index = if_nametoindex(interface), yes = 1;
  int result = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, htons(ETH_P_ALL));
  struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = index};
  struct packet_mreq all = {.mr_ifindex = index, .mr_type = PACKET_MR_PROMISC};
  if (setsockopt(result, SOL_PACKET, PACKET_VNET_HDR, &yes, sizeof yes) ||
      setsockopt(result, SOL_PACKET, PACKET_IGNORE_OUTGOING, &yes, sizeof yes) ||
      setsockopt(result, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &all, sizeof all) ||
      bind(result, (struct sockaddr *)&address, sizeof address)) {
    perror(interface);
    exit(1);
  }
  return result;
}

static void receive(Side *side, long long delay) {
  static char buffer[LARGEST];
  ssize_t length;
  while ((length = recv(side->socket, buffer, sizeof buffer, 0)) > 0) {
    if (side->end - side->first == SLOTS) continue; // full: lost
    Frame *frame = malloc(sizeof *frame + length);
    frame->due = now() + delay;
    frame->length = length;
    memcpy(frame->bytes, buffer, length);
    side->waiting[side->end++ % SLOTS] = frame;
  }
}

// Sends what is due; when the next frame is, or 0.
static long long forward(Side *from, Side *to) {
  while (from->first != from->end) {
    Frame *frame = from->waiting[from->first % SLOTS];
    if (frame->due > now()) return frame->due;
    if (send(to->socket, frame->bytes, frame->length, 0) < 0) perror("send");
    free(frame);
    from->first++;
  }
  return 0;
}

int main(int count, char **words) {
  if (count != 4) return 2;
  long long delay = atoll(words[3]) * 1000;
  struct sched_param priority = {10};
  sched_setscheduler(0, SCHED_FIFO, &priority); // steadier, but not needed
  for (int i = 0; i < 2; i++) sides[i].socket = attach(words[1 + i]);
  for (;;) {
    long long next = 0;
    for (int i = 0; i < 2; i++) {
      receive(&sides[i], delay);
      long long due = forward(&sides[i], &sides[1 - i]);
      if (due && (!next || due < next)) next = due;
    }
    long long wait = next ? next - now() : 0;
    if (next && wait <= 0) continue;
    struct timespec time = {wait / 1000000000, wait % 1000000000};
    struct pollfd files[] = {{sides[0].socket, POLLIN, 0}, {sides[1].socket, POLLIN, 0}};
    ppoll(files, 2, next ? &time : NULL, NULL);
  }
}
