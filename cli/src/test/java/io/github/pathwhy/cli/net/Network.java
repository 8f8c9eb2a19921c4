package io.github.pathwhy.cli.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A network of namespaces, with nothing in the host's own stack:
///
/// ```
/// source ── r1 ──┬── r2  ──┬── firewall ── destination
///                └── r2b ──┘
/// ```
///
/// Link N is 10.77.N.0/24 and fd77:N::/64; nearer to the source is host 1, but for the source
/// itself, which is 2. All forwarding goes through r2 until {@link Faults} change something.
final class Network implements AutoCloseable {
  static final String SOURCE = "10.77.1.2";
  static final String R1 = "10.77.1.1";
  static final String R2 = "10.77.2.2";
  static final String R2B = "10.77.12.2";
  static final String FIREWALL = "10.77.3.2";
  static final String DESTINATION = "10.77.4.2";
  static final String SOURCE_V6 = "fd77:1::2";
  static final String R1_V6 = "fd77:1::1";
  static final String R2_V6 = "fd77:2::2";
  static final String FIREWALL_V6 = "fd77:3::2";
  static final String DESTINATION_V6 = "fd77:4::2";

  /** An address on the destination's link that no machine has. */
  static final String NOBODY = "10.77.4.99";

  private static final String HASH =
      "net.ipv4.fib_multipath_hash_fields=55 net.ipv4.fib_multipath_hash_policy=3"
          + " net.ipv6.fib_multipath_hash_fields=55 net.ipv6.fib_multipath_hash_policy=3"
          + " net.ipv4.fib_multipath_hash_seed=1";

  private static final String PROMPT_ICMP =
      "net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0 net.ipv4.icmp_msgs_per_sec=100000"
          + " net.ipv4.icmp_msgs_burst=10000 net.ipv4.icmp_errors_use_inbound_ifaddr=1";

  private final String prefix;
  private final Path resolver;

  private Network(String prefix) {
    this.prefix = prefix;
    this.resolver = Path.of("/etc/netns", prefix + Node.SOURCE.label());
  }

  /// Builds a network.
  ///
  /// @param prefix starts the names of its namespaces; short, and used by nobody else
  static Network build(String prefix) {
    Network network = new Network(prefix);
    try {
      network.namespaces();
      network.links();
      network.routes();
      network.resolver("");
      return network;
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private void namespaces() {
    for (Node node : Node.values()) {
      Commands.must("ip", "netns", "add", name(node));
      settings(node, "net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0");
      settings(node, "net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0");
      if (node != Node.SOURCE) {
        settings(node, PROMPT_ICMP);
      }
      if (node.isRouter()) {
        settings(node, "net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 " + HASH);
      }
      ip(node, "link set lo up");
    }
    settings(Node.SOURCE, "net.ipv4.ping_group_range=0\\ 2147483647");
  }

  private void links() {
    link(Node.SOURCE, 2, 1, Node.R1, 1);
    link(Node.R1, 1, 2, Node.R2, 2);
    link(Node.R2, 1, 3, Node.FIREWALL, 2);
    link(Node.FIREWALL, 1, 4, Node.DESTINATION, 2);
    link(Node.R1, 1, 12, Node.R2B, 2);
    link(Node.R2B, 1, 13, Node.FIREWALL, 2);
  }

  private void link(Node left, int leftHost, int number, Node right, int rightHost) {
    Commands.must(
        ("ip link add to-"
                + right.label()
                + " netns "
                + name(left)
                + " type veth peer name to-"
                + left.label()
                + " netns "
                + name(right))
            .split(" "));
    attach(left, "to-" + right.label(), number, leftHost);
    attach(right, "to-" + left.label(), number, rightHost);
  }

  private void attach(Node node, String device, int number, int host) {
    ip(
        node,
        "link set " + device + " up",
        "addr add 10.77." + number + "." + host + "/24 dev " + device,
        "addr add fd77:" + number + "::" + host + "/64 dev " + device + " nodad");
  }

  private void routes() {
    both(Node.SOURCE, "replace default", "via", 1, 1);
    both(Node.DESTINATION, "replace default", "via", 4, 1);
    route(Node.R1, 3, 2, 2);
    route(Node.R1, 4, 2, 2);
    route(Node.R1, 13, 12, 2);
    route(Node.R2, 1, 2, 1);
    route(Node.R2, 12, 2, 1);
    route(Node.R2, 4, 3, 2);
    route(Node.R2, 13, 3, 2);
    route(Node.R2B, 1, 12, 1);
    route(Node.R2B, 2, 12, 1);
    route(Node.R2B, 3, 13, 2);
    route(Node.R2B, 4, 13, 2);
    route(Node.FIREWALL, 1, 3, 1);
    route(Node.FIREWALL, 2, 3, 1);
    route(Node.FIREWALL, 12, 13, 1);
  }

  private void both(Node node, String start, String via, int link, int host) {
    ip(
        node,
        "route " + start + " " + via + " 10.77." + link + "." + host,
        "-6 route " + start + " " + via + " fd77:" + link + "::" + host);
  }

  /** Routes a link's addresses, of both versions, to a neighbour. */
  void route(Node node, int target, int link, int host) {
    ip(
        node,
        "route replace 10.77." + target + ".0/24 via 10.77." + link + "." + host,
        "-6 route replace fd77:" + target + "::/64 via fd77:" + link + "::" + host);
  }

  /** The namespace's name. */
  String name(Node node) {
    return prefix + node.label();
  }

  /** A command line that runs in a machine. */
  List<String> in(Node node, List<String> command) {
    return Stream.concat(Stream.of("ip", "netns", "exec", name(node)), command.stream()).toList();
  }

  /** Runs a shell command, which has to succeed, in a machine. */
  String run(Node node, String command) {
    return Commands.must(in(node, List.of("sh", "-c", command)), "");
  }

  /** Lines of `ip -batch` in a machine; all have to succeed. */
  void ip(Node node, String... lines) {
    for (String line : lines) {
      List<String> command = new ArrayList<>(List.of("ip", "-n", name(node)));
      command.addAll(List.of(line.split(" ")));
      Commands.must(command, "");
    }
  }

  /**
   * Kernel settings of a machine, `name=value` with blanks between; those it lacks are left out.
   */
  void settings(Node node, String settings) {
    run(
        node,
        "for s in "
            + settings
            + "; do f=/proc/sys/$(echo \"${s%%=*}\" | tr . /); [ ! -e \"$f\" ] || echo \"${s#*=}\""
            + " >\"$f\"; done");
  }

  /** Commands of nft in a machine. */
  void nft(Node node, String commands) {
    Commands.must(in(node, List.of("nft", "-f", "-")), commands);
  }

  /** What programs in the source find as `/etc/resolv.conf`. */
  void resolver(String text) {
    try {
      Files.createDirectories(resolver);
      Files.writeString(resolver.resolve("resolv.conf"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends what runs in the namespaces and deletes them. */
  @Override
  public void close() {
    for (Node node : Node.values()) {
      Commands.Result pids = Commands.run(List.of("ip", "netns", "pids", name(node)), Map.of(), "");
      pids.stdout()
          .lines()
          .map(Long::parseLong)
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .forEach(ProcessHandle::destroyForcibly);
      Commands.attempt("ip", "netns", "del", name(node));
    }
    try {
      Files.deleteIfExists(resolver.resolve("resolv.conf"));
      Files.deleteIfExists(resolver);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
