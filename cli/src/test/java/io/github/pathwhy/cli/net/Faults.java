package io.github.pathwhy.cli.net;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/** Switches faults of a {@link Network} on; {@link #clear} switches all of them off again. */
final class Faults {
  /** Where in a machine packets are filtered. */
  enum Hook {
    INPUT,
    FORWARD,
    OUTPUT
  }

  private static final String V4 = "10.77.4.0/24";
  private static final String V6 = "fd77:4::/64";

  private final Network network;
  private final Set<Node> filtering = EnumSet.noneOf(Node.class);
  private final Deque<Runnable> undo = new ArrayDeque<>();

  Faults(Network network) {
    this.network = network;
  }

  /** All faults off. */
  void clear() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }

  /// A packet filter's rule, in the words of nft, for example `tcp dport 8080 drop`.
  void filter(Node node, Hook hook, String rule) {
    if (filtering.add(node)) {
      network.nft(
          node,
          """
          table inet faults {
            chain INPUT { type filter hook input priority 0; policy accept; }
            chain FORWARD { type filter hook forward priority 0; policy accept; }
            chain OUTPUT { type filter hook output priority 0; policy accept; }
          }
          """);
      undo.push(() -> {
        network.nft(node, "delete table inet faults");
        filtering.remove(node);
      });
    }
    network.nft(node, "add rule inet faults " + hook + " " + rule);
  }

  /** The firewall says nothing. */
  void dropped(int port) {
    filter(Node.FIREWALL, Hook.FORWARD, "tcp dport " + port + " drop");
  }

  /** The firewall resets connections in the destination's name. */
  void reset(int port) {
    filter(Node.FIREWALL, Hook.FORWARD, "tcp dport " + port + " reject with tcp reset");
  }

  /** The firewall sends an ICMP error, for example `admin-prohibited`, `host-unreachable`. */
  void rejected(int port, String with) {
    filter(Node.FIREWALL, Hook.FORWARD, "tcp dport " + port + " reject with icmpx type " + with);
  }

  /** The firewall drops pings. */
  void noPing() {
    filter(Node.FIREWALL, Hook.FORWARD, "icmp type echo-request drop");
    filter(Node.FIREWALL, Hook.FORWARD, "icmpv6 type echo-request drop");
  }

  /** A router that packets die at without a word. */
  void silent(Node router) {
    filter(router, Hook.OUTPUT, "icmp type time-exceeded drop");
    filter(router, Hook.OUTPUT, "icmpv6 type time-exceeded drop");
  }

  /** The firewall loses a share of what it forwards, at random. */
  void loss(int percent) {
    filter(Node.FIREWALL, Hook.FORWARD, "numgen random mod 100 < " + percent + " drop");
  }

  /** What r2 does with packets for the destination: `blackhole`, `unreachable` or `prohibit`. */
  void route(String kind) {
    patience();
    network.ip(Node.R2, "route replace " + kind + " " + V4, "-6 route replace " + kind + " " + V6);
    undo.push(this::straight);
  }

  /** R2 knows no way to the destination. */
  void noRoute() {
    patience();
    network.ip(Node.R2, "route del " + V4, "-6 route del " + V6);
    undo.push(this::straight);
  }

  /** R2 sends packets for the destination back to r1. */
  void loop() {
    network.route(Node.R2, 4, 2, 1);
    undo.push(this::straight);
  }

  /**
   * Linux sends errors of its routes to a source once a second; earlier tests used up the store.
   */
  private static void patience() {
    try {
      Thread.sleep(2500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void straight() {
    network.route(Node.R2, 4, 3, 2);
  }

  /** Two ways of equal cost from r1. */
  void equalCost() {
    network.ip(
        Node.R1,
        "route replace " + V4 + " nexthop via 10.77.2.2 nexthop via 10.77.12.2",
        "-6 route replace " + V6 + " nexthop via fd77:2::2 nexthop via fd77:12::2");
    undo.push(() -> network.route(Node.R1, 4, 2, 2));
  }

  /** Answers come back through r2b. */
  void asymmetric() {
    network.route(Node.FIREWALL, 1, 13, 1);
    undo.push(() -> network.route(Node.FIREWALL, 1, 3, 1));
  }

  /** Answers come back through r2b and then, by r1, through r2: two hops more than requests. */
  void longerWayBack() {
    asymmetric();
    network.ip(
        Node.R1,
        "route replace 10.77.1.0/24 via " + Network.R2 + " table 77",
        "rule add iif to-r2b lookup 77");
    undo.push(() -> network.ip(Node.R1, "rule del iif to-r2b lookup 77"));
  }

  /// R2 translates addresses, as a table of nft.
  ///
  /// @param address of its own that packets need it to have; empty for none
  void translated(String chains, String address) {
    network.nft(Node.R2, "table ip translating {\n" + chains + "\n}\n");
    undo.push(() -> network.nft(Node.R2, "delete table ip translating"));
    if (!address.isEmpty()) {
      network.ip(Node.R2, "addr add " + address + "/24 dev to-fw");
      undo.push(() -> network.ip(Node.R2, "addr del " + address + "/24 dev to-fw"));
    }
  }

  /** The destination has no way back. */
  void noReturn() {
    network.ip(Node.DESTINATION, "route del default", "-6 route del default");
    undo.push(this::returns);
  }

  private void returns() {
    network.ip(
        Node.DESTINATION,
        "route replace default via 10.77.4.1",
        "-6 route replace default via fd77:4::1");
  }

  /** The destination does not answer ARP. */
  void noArp() {
    network.settings(Node.DESTINATION, "net.ipv4.conf.to-fw.arp_ignore=8");
    network.ip(Node.FIREWALL, "neigh flush dev to-dst");
    undo.push(() -> network.settings(Node.DESTINATION, "net.ipv4.conf.to-fw.arp_ignore=0"));
  }

  /** The first router does not answer ARP. */
  void noArpAtFirstHop() {
    // It must not ask either: a question shows the source the address of who asks.
    network.ip(Node.R1, "link set to-src arp off");
    network.ip(Node.SOURCE, "neigh flush dev to-r1");
    undo.push(() -> {
      network.ip(Node.R1, "link set to-src arp on");
      network.ip(Node.R1, "neigh flush dev to-src");
      network.ip(Node.SOURCE, "neigh flush dev to-r1");
    });
  }

  /** The destination's link is down at its end. */
  void linkDown() {
    network.ip(Node.DESTINATION, "link set to-fw down");
    undo.push(() -> {
      network.ip(
          Node.DESTINATION, "link set to-fw up", "-6 addr replace fd77:4::2/64 dev to-fw nodad");
      returns();
    });
  }

  /** The source's only link is down at the source's end. */
  void ownLinkDown() {
    network.ip(Node.SOURCE, "link set to-r1 down");
    undo.push(() -> {
      network.ip(Node.SOURCE, "link set to-r1 up", "-6 addr replace fd77:1::2/64 dev to-r1 nodad");
      homeRoutes();
    });
  }

  /** The source has no default route. */
  void noOwnRoute() {
    network.ip(Node.SOURCE, "route del default", "-6 route del default");
    undo.push(this::homeRoutes);
  }

  private void homeRoutes() {
    network.ip(
        Node.SOURCE,
        "route replace default via 10.77.1.1",
        "-6 route replace default via fd77:1::1");
  }

  /** The destination's link carries less. */
  void mtu(int bytes) {
    setMtu(bytes);
    undo.push(() -> setMtu(1500));
  }

  private void setMtu(int bytes) {
    network.ip(Node.FIREWALL, "link set to-dst mtu " + bytes);
    network.ip(Node.DESTINATION, "link set to-fw mtu " + bytes);
    network.ip(Node.SOURCE, "route flush cache");
  }

  /** The destination's link carries less, and the firewall does not say so. */
  void mtuBlackHole(int bytes) {
    mtu(bytes);
    filter(
        Node.FIREWALL, Hook.OUTPUT, "icmp type destination-unreachable icmp code frag-needed drop");
    filter(Node.FIREWALL, Hook.OUTPUT, "icmpv6 type packet-too-big drop");
  }

  /** The source may not send pings without privilege. */
  void noPingGroups() {
    network.settings(Node.SOURCE, "net.ipv4.ping_group_range=1\\ 0");
    undo.push(() -> network.settings(Node.SOURCE, "net.ipv4.ping_group_range=0\\ 2147483647"));
  }

  /// The firewall accepts connections in the destination's name.
  ///
  /// @param to the port of the firewall where something has to listen
  void proxied(int port, int to) {
    network.nft(
        Node.FIREWALL,
        """
        table inet proxy {
          chain nat {
            type nat hook prerouting priority -100
            iifname "to-r2" tcp dport PORT redirect to :TO
          }
        }
        """
            .replace("PORT", Integer.toString(port))
            .replace("TO", Integer.toString(to)));
    undo.push(() -> network.nft(Node.FIREWALL, "delete table inet proxy"));
  }

  /** What the source finds as `/etc/resolv.conf`. */
  void resolver(String text) {
    network.resolver(text);
    undo.push(() -> network.resolver(Lab.RESOLVER));
  }
}
