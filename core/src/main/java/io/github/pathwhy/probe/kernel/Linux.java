package io.github.pathwhy.probe.kernel;

/// Constants of Linux's socket interface, as in its user-space headers. The same on every processor
/// that {@link Syscalls} knows.
final class Linux {
  // sys/socket.h, netinet/in.h
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_STREAM = 1;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_NONBLOCK = 0x800;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int IPPROTO_ICMP = 1;
  static final int IPPROTO_TCP = 6;
  static final int IPPROTO_IPV6 = 41;
  static final int IPPROTO_ICMPV6 = 58;
  static final int MSG_TRUNC = 0x20;
  static final int MSG_DONTWAIT = 0x40;
  static final int MSG_ERRQUEUE = 0x2000;
  static final int MSG_NOSIGNAL = 0x4000;

  // socket options
  static final int SOL_SOCKET = 1;
  static final int SO_REUSEADDR = 2;
  static final int SO_ERROR = 4;
  static final int SO_LINGER = 13;
  static final int SO_TIMESTAMPNS = 35;
  static final int SO_TIMESTAMPING = 37;
  static final int IP_TTL = 2;
  static final int IP_MTU_DISCOVER = 10;
  static final int IP_RECVERR = 11;
  static final int IPV6_UNICAST_HOPS = 16;
  static final int IPV6_MTU_DISCOVER = 23;
  static final int IPV6_RECVERR = 25;
  static final int PMTUDISC_PROBE = 3;
  static final int TCP_INFO = 11;
  static final int TCP_INFO_RTT = 68;
  static final int TCP_INFO_TOTAL_RETRANS = 100;
  static final int TCP_INFO_BYTES = 104;
  static final int TCP_ESTABLISHED = 1;

  // linux/net_tstamp.h
  static final int TIMESTAMPING_TX_SOFTWARE = 1 << 1;
  static final int TIMESTAMPING_RX_SOFTWARE = 1 << 3;
  static final int TIMESTAMPING_SOFTWARE = 1 << 4;
  static final int TIMESTAMPING_OPT_TSONLY = 1 << 11;
  static final int TIMESTAMPING_TX_SCHED = 1 << 8;

  // linux/errqueue.h
  static final int EE_ORIGIN_LOCAL = 1;
  static final int EE_ORIGIN_ICMP = 2;
  static final int EE_ORIGIN_ICMP6 = 3;
  static final int EE_ORIGIN_TIMESTAMPING = 4;
  static final int EE_BYTES = 16;
  static final int TSTAMP_SND = 0;
  static final int TSTAMP_SCHED = 1;

  // sys/epoll.h
  static final int EPOLL_CLOEXEC = 0x80000;
  static final int EPOLL_CTL_ADD = 1;
  static final int EPOLLIN = 1;
  static final int EPOLLOUT = 4;
  static final int EPOLLERR = 8;
  static final int EPOLLONESHOT = 1 << 30;
  static final int EPOLLHUP = 16;

  // errno.h
  static final int EPERM = 1;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int ENOMEM = 12;
  static final int EACCES = 13;
  static final int EINVAL = 22;
  static final int ENFILE = 23;
  static final int EMFILE = 24;
  static final int EPIPE = 32;
  static final int EMSGSIZE = 90;
  static final int EPROTONOSUPPORT = 93;
  static final int EAFNOSUPPORT = 97;
  static final int EADDRINUSE = 98;
  static final int EADDRNOTAVAIL = 99;
  static final int ENETDOWN = 100;
  static final int ENETUNREACH = 101;
  static final int ECONNRESET = 104;
  static final int ENOBUFS = 105;
  static final int ETIMEDOUT = 110;
  static final int ECONNREFUSED = 111;
  static final int EHOSTDOWN = 112;
  static final int EHOSTUNREACH = 113;
  static final int EINPROGRESS = 115;

  private Linux() {}

  /** The symbolic name of an error number, or the number. */
  static String errno(int number) {
    return switch (number) {
      case EPERM -> "EPERM";
      case EAGAIN -> "EAGAIN";
      case ENOMEM -> "ENOMEM";
      case EACCES -> "EACCES";
      case EINVAL -> "EINVAL";
      case ENFILE -> "ENFILE";
      case EMFILE -> "EMFILE";
      case EMSGSIZE -> "EMSGSIZE";
      case EPROTONOSUPPORT -> "EPROTONOSUPPORT";
      case EAFNOSUPPORT -> "EAFNOSUPPORT";
      case EADDRINUSE -> "EADDRINUSE";
      case EADDRNOTAVAIL -> "EADDRNOTAVAIL";
      case ENETDOWN -> "ENETDOWN";
      case ENETUNREACH -> "ENETUNREACH";
      case ECONNRESET -> "ECONNRESET";
      case ENOBUFS -> "ENOBUFS";
      case ETIMEDOUT -> "ETIMEDOUT";
      case ECONNREFUSED -> "ECONNREFUSED";
      case EHOSTDOWN -> "EHOSTDOWN";
      case EHOSTUNREACH -> "EHOSTUNREACH";
      default -> "errno " + number;
    };
  }
}
