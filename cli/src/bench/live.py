#!/usr/bin/env python3
"""Times whole pathwhy processes that probe beside the tools that are installed, and lists what pathwhy says of faults.

    sudo cli/src/bench/live.py bench [--runs 10] [--only TEXT]
    sudo cli/src/bench/live.py faults [--only TEXT]

Builds a network of namespaces of its own: source, r1, r2, firewall, destination; nothing touches the machine's own.
Needs the packaged distribution in cli/target/pathwhy, root, iproute2 and nftables. Delay needs gcc; without it those
rows are left out, as are the rows of tools that are not installed. RTTs are compared with what tcpdump saw at the source.
pathwhy runs as user 65534 without capabilities, other tools as root.
"""
import argparse
import contextlib
import ctypes
import json
import os
import pathlib
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
LAUNCHER = str(HERE.parents[2] / "cli/target/pathwhy/bin/pathwhy")
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"]
NODES = ["src", "r1", "r2", "wire", "fw", "dst"]
SOURCE, DESTINATION, DESTINATION6 = "10.78.1.2", "10.78.4.2", "fd78:4::2"
OPEN = [22, 80, 443, 8080] + list(range(50, 1000, 55))
FILTERED = "501-1000"


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{more.get('input', '')}\n{done.stderr}")
    return done.stdout


class Network:
    """src - r1 - r2 - [wire] - fw - dst. Link N is 10.78.N.0/24 and fd78:N::/64."""

    def __init__(self, folder):
        self.folder, self.prefix, self.processes, self.wire = folder, f"pwb{os.getpid()}-", [], None

    def __enter__(self):
        for node in NODES:
            run("ip", "netns", "add", self.name(node))
            self.settings(node, "net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 "
                          "net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0 net.ipv4.icmp_msgs_per_sec=100000 "
                          "net.ipv4.icmp_msgs_burst=10000 net.core.somaxconn=65535 net.ipv4.tcp_max_syn_backlog=65535")
            self.ip(node, "link set lo up")
        for node in ("r1", "r2", "fw"):
            self.settings(node, "net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1")
        self.settings("wire", "net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1")
        self.settings("src", "net.ipv4.ping_group_range=0\\ 2147483647")
        self.link("src", "r1"), self.link("r1", "r2"), self.link("r2", "wire"), self.link("wire", "fw"), self.link("fw", "dst")
        self.ip("wire", "link add bridge type bridge", "link set bridge up")
        for node, device, link, host in (("src", "to-r1", 1, 2), ("r1", "to-src", 1, 1), ("r1", "to-r2", 2, 1),
                                         ("r2", "to-r1", 2, 2), ("r2", "to-wire", 3, 1), ("fw", "to-wire", 3, 2),
                                         ("fw", "to-dst", 4, 1), ("dst", "to-fw", 4, 2)):
            self.ip(node, f"addr add 10.78.{link}.{host}/24 dev {device}", f"-6 addr add fd78:{link}::{host}/64 dev {device} nodad")
        self.route("src", "default", 1, 1), self.route("dst", "default", 4, 1)
        self.route("r1", 3, 2, 2), self.route("r1", 4, 2, 2), self.route("r2", 1, 2, 1), self.route("r2", 4, 3, 2)
        self.route("fw", 1, 3, 1), self.route("fw", 2, 3, 1)
        self.delay(0)
        self.serve()
        return self

    def __exit__(self, *_):
        for process in self.processes:
            process.kill()
            process.wait()
        for node in NODES:
            for pid in subprocess.run(["ip", "netns", "pids", self.name(node)], capture_output=True, text=True).stdout.split():
                if int(pid) != os.getpid():
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(int(pid), signal.SIGKILL)
            subprocess.run(["ip", "netns", "del", self.name(node)], stderr=subprocess.DEVNULL)

    def name(self, node):
        return self.prefix + node

    def sh(self, node, command):
        return run("ip", "netns", "exec", self.name(node), "sh", "-c", command)

    def settings(self, node, words):
        self.sh(node, f"for s in {words}; do f=/proc/sys/$(echo ${{s%%=*}} | tr . /); [ ! -e $f ] || echo ${{s#*=}} >$f; done")

    def ip(self, node, *lines):
        for line in lines:
            run("ip", "-n", self.name(node), *line.split())

    def link(self, left, right):
        run("ip", "link", "add", f"to-{right}", "netns", self.name(left), "type", "veth",
            "peer", "name", f"to-{left}", "netns", self.name(right))
        self.ip(left, f"link set to-{right} up")
        self.ip(right, f"link set to-{left} up")

    def route(self, node, target, link, host):
        four, six = ("default", "default") if target == "default" else (f"10.78.{target}.0/24", f"fd78:{target}::/64")
        self.ip(node, f"route replace {four} via 10.78.{link}.{host}", f"-6 route replace {six} via fd78:{link}::{host}")

    def filter(self, node, hook, *rules):
        run("ip", "netns", "exec", self.name(node), "nft", "-f", "-", input=
            "table inet faults {\nchain %s {\ntype filter hook %s priority 0\n%s\n}\n}\n" % (hook, hook, "\n".join(rules)))

    def unfilter(self, node):
        run("ip", "netns", "exec", self.name(node), "nft", "-f", "-", input="delete table inet faults\n")

    def delay(self, round_trip):
        """Milliseconds of round trip that the wire adds; False when it cannot be had."""
        if self.wire:
            self.wire.kill()
            self.wire.wait()
            self.wire = None
        for side in ("to-r2", "to-fw"):
            self.ip("wire", f"link set {side} " + ("nomaster" if round_trip else "master bridge"))
        if not round_trip:
            return True
        program = self.folder / "wire"
        if not program.exists():
            if not shutil.which("gcc"):
                return False
            run("gcc", "-O2", "-o", str(program), str(HERE / "wire.c"))
        self.wire = self.start("wire", str(program), "to-r2", "to-fw", str(round_trip * 500))
        time.sleep(0.3)
        return True

    def start(self, node, *command):
        process = subprocess.Popen(["ip", "netns", "exec", self.name(node), *command], stdin=subprocess.DEVNULL)
        self.processes.append(process)
        return process

    def serve(self):
        self.start("dst", sys.executable, __file__, "serve", *map(str, OPEN))
        for _ in range(100):
            if len(self.sh("dst", "ss -Hltn").splitlines()) >= len(OPEN):
                return
            time.sleep(0.05)
        sys.exit("the servers did not start")

    def enter(self):
        """This process, and what it starts, is at the source from now on."""
        with open(f"/run/netns/{self.name('src')}") as place:
            if ctypes.CDLL(None, use_errno=True).setns(place.fileno(), 0x40000000):
                sys.exit(f"setns: {os.strerror(ctypes.get_errno())}")


def serve(ports):
    """Listens, and closes what it accepts; sends datagrams to port 7007 back."""
    import selectors
    import socket
    waiting = selectors.DefaultSelector()
    for port in ports:
        server = socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=65535)
        server.setblocking(False)
        waiting.register(server, selectors.EVENT_READ, True)
    echo = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    echo.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    echo.bind(("::", 7007))
    waiting.register(echo, selectors.EVENT_READ, False)
    while True:
        for key, _ in waiting.select():
            try:
                if key.data:
                    key.fileobj.accept()[0].close()
                else:
                    data, peer = echo.recvfrom(65535)
                    echo.sendto(data, peer)
            except OSError:
                pass


def measure(command, runs):
    """Median milliseconds, processor milliseconds, MB (never less than this script's own) and exit code of the last
    run; the first run is not counted."""
    times, busy, largest = [], [], 0
    for turn in range(runs + 1):
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if turn:
            times.append((time.perf_counter() - begin) * 1000)
            busy.append((usage.ru_utime + usage.ru_stime) * 1000)
            largest = max(largest, usage.ru_maxrss / 1024)
    return statistics.median(times), statistics.median(busy), largest, process.returncode


def beside(title, ours, peers, runs, allowed=(0, 1)):
    """A block of the table: ours first, then each peer with how many times our time it takes."""
    median, busy, largest, exit_code = measure(NOBODY + ours, runs)
    if exit_code not in allowed:
        print(f"{title}: exit {exit_code}: {' '.join(ours)}")
        return
    print(f"\n{title}")
    line = "  {:44} {:8.1f} ms {:7.1f} ms CPU {:5.0f} MB {}"
    print(line.format("pathwhy " + " ".join(ours[1:])[:36], median, busy, largest, ""))
    for command in peers:
        words = command if isinstance(command, list) else command.split()
        if not shutil.which(words[0]):
            continue
        other, busy, largest, _ = measure(words, max(2, runs // 3))
        print(line.format(" ".join(words)[:44], other, busy, largest, f"{other / median:6.2f} x"), flush=True)


def traces():
    return [
        f"traceroute -n -T -p 8080 -q1 {DESTINATION}",
        f"tcptraceroute -n -q 1 {DESTINATION} 8080",
        f"mtr -n -r -c 1 -T -P 8080 -i 0.1 -G 1 {DESTINATION}",
        f"nmap -n -Pn -sS -p 8080 --traceroute {DESTINATION}",
        ["scamper", "-O", "text", "-c", "trace -P TCP -d 8080 -q 1 -w 1", "-i", DESTINATION],
        f"tracepath -n {DESTINATION}",
        f"mtr -n -r -c 1 {DESTINATION}",
    ]


def scans(ports):
    return [
        f"nmap -n -Pn -sT -p{ports} {DESTINATION}",
        f"nmap -n -Pn -sT -T5 -p{ports} {DESTINATION}",
        f"nmap -n -Pn -sS -p{ports} {DESTINATION}",
        f"hping3 -n -q -S --scan {ports} {DESTINATION}",
    ]


def frames(capture):
    """Time in nanoseconds and bytes of each frame that tcpdump took down."""
    data, at = capture.read_bytes(), 24
    while at + 16 <= len(data):
        seconds, nanos, kept, _ = struct.unpack_from("<IIII", data, at)
        yield seconds * 10**9 + nanos, data[at + 16:at + 16 + kept]
        at += 16 + kept


def wire_times(capture, wanted):
    """Milliseconds between each probe of an IP protocol and the destination's answer, on the source's interface."""
    source, destination = (bytes(map(int, a.split("."))) for a in (SOURCE, DESTINATION))
    sent, times = {}, []
    for when, frame in frames(capture):
        if frame[12:14] != b"\x08\x00":
            continue
        header = (frame[14] & 15) * 4
        packet, protocol = frame[14:], frame[23]
        here, there, inner = packet[12:16], packet[16:20], packet[header:]
        if (here, there) == (source, destination):
            if protocol == 1 and inner[0] == 8:
                sent[1, inner[4:8]] = when
            elif protocol == 17:
                sent[17, inner[:4]] = when
            elif protocol == 6 and inner[13] & 0x17 == 2:
                sent[6, inner[:4]] = when
        elif (here, there) == (destination, source):
            key = None
            if protocol == 1 and inner[0] == 0:
                key = 1, inner[4:8]
            elif protocol == 1 and inner[0] == 3:
                quoted = inner[8:]
                start = (quoted[0] & 15) * 4
                key = quoted[9], quoted[start:start + 4]
            elif protocol in (6, 17) and (protocol == 17 or inner[13] & 0x12 == 0x12 or inner[13] & 4):
                key = protocol, inner[2:4] + inner[:2]
            if key in sent and key[0] == wanted:
                times.append((when - sent.pop(key)) / 1e6)
    return times


def accuracy(folder, protocol, port):
    """Our least and average round trips minus those of the wire, in microseconds."""
    capture = folder / "rtt.pcap"
    watcher = subprocess.Popen(["tcpdump", "-i", "to-r1", "-U", "--immediate-mode", "--time-stamp-precision=nano", "-w",
                                str(capture), "ip"], stderr=subprocess.DEVNULL)
    time.sleep(0.8)
    command = NOBODY + [LAUNCHER, "check", DESTINATION + port, "--protocol", protocol, "--probes", "50", "-o", "json"]
    answer = subprocess.run(command, capture_output=True, text=True)
    time.sleep(0.4)
    watcher.send_signal(signal.SIGINT)
    watcher.wait()
    # The path is found first, with probes of the same kind.
    real = wire_times(capture, {"Tcp": 6, "Udp": 17, "Icmp": 1}[protocol])[-50:]
    said = json.loads(answer.stdout) if answer.stdout.startswith("{") else {}
    if not real or "AvgLatencyInMs" not in said:
        print(f"  {protocol}: exit {answer.returncode}, {len(real)} round trips on the wire, answer {answer.stdout[:200]!r}")
        return
    print(f"  {protocol:5} {len(real):3} round trips, least {min(real) * 1000:7.0f} us, ours "
          f"{(said['MinLatencyInMs'] - min(real)) * 1000:+6.0f} us; average {statistics.mean(real) * 1000:7.0f} us, ours "
          f"{(said['AvgLatencyInMs'] - statistics.mean(real)) * 1000:+6.0f} us", flush=True)


def bench(network, runs, only):
    ours = [LAUNCHER, "trace", f"{DESTINATION}:8080", "--protocol", "Tcp"]
    scan = [LAUNCHER, "ports", DESTINATION, "1-1000"]
    network.enter()
    wanted = lambda title: not only or only in title

    def row(title, *rest, **more):
        if wanted(title):
            beside(title, *rest, **more)

    row("trace: 4 hops by TCP, no delay", ours, traces(), runs)
    row("scan: 1,000 ports, no delay", scan, scans("1-1000"), runs)
    if network.delay(10):
        row("trace: 4 hops by TCP, 10 ms", ours, traces(), runs)
        if wanted("trace: a silent hop"):
            network.filter("r2", "output", "icmp type time-exceeded drop")
            row("trace: a silent hop, 10 ms", ours, traces()[:-1], runs)
            network.unfilter("r2")
        row("scan: 1,000 ports, 10 ms", scan, scans("1-1000")[:3], runs)
        if wanted("scan: half filtered"):
            network.filter("fw", "forward", f"tcp dport {FILTERED} drop")
            row("scan: half filtered, 10 ms", scan, scans("1-1000")[:3], max(3, runs // 3))
            network.unfilter("fw")
        if wanted("RTT") and shutil.which("tcpdump"):
            print("\nRTT beside tcpdump, 10 ms")
            for protocol, port in (("Tcp", ":8080"), ("Udp", ":7007"), ("Icmp", "")):
                accuracy(network.folder, protocol, port)
        network.delay(0)
    if wanted("targets"):
        network.start("src", sys.executable, __file__, "serve", "9999")
        time.sleep(0.5)
        for count in (1000, 30000):
            targets = network.folder / f"targets-{count}"
            targets.write_text("".join(f"127.{1 + i // 62500}.{i // 250 % 250}.{1 + i % 250}\n" for i in range(count)))
            targets.chmod(0o644)
            row(f"targets: {count:,} by TCP on loopback", [LAUNCHER, "ports", "--targets", str(targets), "--ports", "9999"],
                [f"nmap -n -Pn -sT -p 9999 -iL {targets}"], max(3, runs // 3))


# Each fault: how to make it, how to mend it, and the port that is asked for (None: ping).
FAULTS = {
    "none": ([], [], 8080),
    "no listener": ([], [], 9990),
    "dropped": (["fw! tcp dport 8080 drop"], ["fw!"], 8080),
    "reset by the firewall": (["fw! tcp dport 8080 reject with tcp reset"], ["fw!"], 8080),
    "prohibited": (["fw! tcp dport 8080 reject with icmpx type admin-prohibited"], ["fw!"], 8080),
    "host unreachable": (["fw! tcp dport 8080 reject with icmpx type host-unreachable"], ["fw!"], 8080),
    "blackhole": (["r2 route replace blackhole 10.78.4.0/24"], ["r2 route replace 10.78.4.0/24 via 10.78.3.2"], 8080),
    "unreachable route": (["r2 route replace unreachable 10.78.4.0/24"], ["r2 route replace 10.78.4.0/24 via 10.78.3.2"], 8080),
    "prohibit route": (["r2 route replace prohibit 10.78.4.0/24"], ["r2 route replace 10.78.4.0/24 via 10.78.3.2"], 8080),
    "no route at r2": (["r2 route del 10.78.4.0/24"], ["r2 route replace 10.78.4.0/24 via 10.78.3.2"], 8080),
    "loop": (["r2 route replace 10.78.4.0/24 via 10.78.2.1"], ["r2 route replace 10.78.4.0/24 via 10.78.3.2"], 8080),
    "no way back": (["dst route del default"], ["dst route replace default via 10.78.4.1"], 8080),
    "link down": (["dst link set to-fw down"], ["dst link set to-fw up", "dst route replace default via 10.78.4.1"], 8080),
    "small MTU": (["fw link set to-dst mtu 1300", "dst link set to-fw mtu 1300"],
                  ["fw link set to-dst mtu 1500", "dst link set to-fw mtu 1500"], 8080),
    "ping dropped": (["fw! icmp type echo-request drop"], ["fw!"], None),
    "silent hop": (["r2> icmp type time-exceeded drop"], ["r2!"], 8080),
    "local firewall": (["src> tcp dport 8080 drop"], ["src!"], 8080),
    "local firewall rejects": (["src> tcp dport 8080 reject"], ["src!"], 8080),
    "no route here": (["src route del default"], ["src route replace default via 10.78.1.1"], 8080),
    "next hop has no ARP": (["src route replace default via 10.78.1.99"], ["src route replace default via 10.78.1.1"], 8080),
}
TIERS = {"kernel": NOBODY, "portable": NOBODY, "capture": []}


def switch(network, steps):
    for step in steps:
        node, _, rest = step.partition(" ")
        if node.endswith("!") and not rest:
            network.unfilter(node[:-1])
        elif node[-1] in "!>":
            network.filter(node[:-1], "output" if node[-1] == ">" else "forward", rest)
        else:
            network.ip(node, rest)


def verdict(answer):
    """Exit code, status and issues of a check."""
    try:
        said = json.loads(answer.stdout)
    except ValueError:
        return f"{answer.returncode} {(answer.stderr or answer.stdout).strip()[:90]}"
    issues = [f"{hop.get('Address')} {issue['Severity']} {issue['Type']}" for hop in said.get("Hops", []) for issue in hop["Issues"]]
    return f"{answer.returncode} {said.get('ConnectionStatus', said.get('error'))}: " + ("; ".join(issues) or "-")


def path(answer):
    try:
        said = json.loads(answer.stdout)
    except ValueError:
        return f"{answer.returncode} {(answer.stderr or answer.stdout).strip()[:90]}"
    hops = said.get("Hops") or said.get("hops") or []
    return f"{answer.returncode} " + " ".join(str(hop.get("Address") or hop.get("address") or "*") for hop in hops)


def faults(network, only):
    network.enter()
    for name, (on, off, port) in FAULTS.items():
        if only and only not in name:
            continue
        print(f"\n{name}")
        switch(network, on)
        target = DESTINATION + (f":{port}" if port else "")
        protocol = ["--protocol", "Tcp" if port else "Icmp"]
        for tier, user in TIERS.items():
            for command, words in (("check", verdict), ("trace", path)):
                answer = subprocess.run(user + [LAUNCHER, command, target, *protocol, "--tier", tier, "-o", "json"],
                                        capture_output=True, text=True, stdin=subprocess.DEVNULL)
                print(f"  {tier:9} {command:6} {words(answer)}", flush=True)
        switch(network, off)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=["bench", "faults", "serve"])
    options.add_argument("ports", nargs="*", type=int, help=argparse.SUPPRESS)
    options.add_argument("--runs", type=int, default=10)
    options.add_argument("--only", help="the rows whose title has this in it")
    options = options.parse_args()
    if options.what == "serve":
        serve(options.ports)
    if os.geteuid():
        sys.exit("needs root")
    for program in ("ip", "nft", "setpriv"):
        if not shutil.which(program):
            sys.exit(f"needs {program}")
    if not os.path.exists(LAUNCHER):
        sys.exit("no distribution: run ./mvnw -q -DskipTests package")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        with Network(pathlib.Path(folder)) as network:
            if options.what == "bench":
                bench(network, options.runs, options.only)
            else:
                faults(network, options.only)


if __name__ == "__main__":
    main()
