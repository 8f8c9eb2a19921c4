package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.net.Flow;
import io.github.pathwhy.probe.host.SystemTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// This machine's packet filter, as far as it may be read: nftables and iptables. Reading takes
/// `CAP_NET_ADMIN`.
///
/// What other parts of a system may drop (programs at sockets and interfaces, security modules) is
/// not known to it.
public final class LocalFirewall {
  private static final Path LEGACY_V4 = Path.of("/proc/net/ip_tables_names");
  private static final Path LEGACY_V6 = Path.of("/proc/net/ip6_tables_names");

  private final List<Chain> chains;
  private final Sender sender;
  private final boolean readable;
  private final Optional<String> gap;

  private LocalFirewall(List<Chain> chains, Sender sender, boolean readable, Optional<String> gap) {
    this.chains = List.copyOf(chains);
    this.sender = sender;
    this.readable = readable;
    this.gap = gap;
  }

  /** Reads the rules in force in this process's network namespace. */
  public static LocalFirewall read() {
    return of(
        output("nft", "-j", "list", "ruleset"),
        output("iptables-save"),
        output("ip6tables-save"),
        Sender.ofProcess());
  }

  private static Optional<String> output(String tool, String... arguments) {
    return SystemTool.run(tool, arguments)
        .filter(result -> result.status() == 0)
        .map(SystemTool.Result::output);
  }

  /// The same from what the tools printed; empty what could not be had.
  ///
  /// @param sender who opens this machine's flows
  static LocalFirewall of(
      Optional<String> nft, Optional<String> v4, Optional<String> v6, Sender sender) {
    List<Chain> chains = new ArrayList<>();
    Set<String> shared = new HashSet<>();
    for (boolean isV4 : new boolean[] {true, false}) {
      Optional<String> saved = isV4 ? v4 : v6;
      if (saved.isPresent()) {
        IptablesRules.Saved rules = IptablesRules.read(saved.get(), isV4);
        chains.addAll(rules.chains());
        shared.addAll(rules.ofNft());
      }
    }
    Optional<List<Chain>> listed = nft.flatMap(NftRules::read);
    for (Chain chain : listed.orElse(List.of())) {
      // Tables that iptables has written are in both; its own words for them say more.
      if (!shared.contains(chain.scope())) {
        chains.add(chain);
      }
    }
    Optional<String> gap = Optional.empty();
    if (listed.isEmpty()) {
      gap = Optional.of("the rules of nftables cannot be read");
    } else if ((v4.isEmpty() || v6.isEmpty()) && hasLegacyTables()) {
      gap = Optional.of("the rules of iptables cannot be read");
    }
    boolean readable = listed.isPresent() || v4.isPresent() || v6.isPresent();
    return new LocalFirewall(chains, sender, readable, gap);
  }

  /** Whether rules could be read. */
  public boolean isReadable() {
    return readable;
  }

  /// What becomes of a flow of this machine: of the packet that opens it, and of its answer.
  ///
  /// @param flow a source port of 0 is any that the kernel may choose
  /// @param interfaceName where it leaves and its answer comes back; empty when not known
  public Verdict judge(Flow flow, Optional<String> interfaceName) {
    Packet opening = Packet.opening(flow, interfaceName, sender);
    // Both ends of a local flow are here: each packet goes out and comes in.
    boolean isLocal = interfaceName.filter(Packet.LOOPBACK::equals).isPresent();
    Optional<String> doubt = gap;
    for (boolean isAnswer : new boolean[] {false, true}) {
      for (boolean arrives : new boolean[] {false, true}) {
        if (!isLocal && isAnswer != arrives) {
          continue;
        }
        Packet packet = isAnswer ? opening.answer() : opening;
        FilterJudge judge = judge(arrives ? packet.arriving() : packet.leaving());
        switch (judge.judge()) {
          case Verdict.Dropped dropped -> {
            return dropped;
          }
          case Verdict.Unclear(String why) -> doubt = doubt.or(() -> Optional.of(why));
          case Verdict.Passed _ -> {}
        }
        if (!isAnswer) {
          opening = opening.with(judge.packet().doubts());
        }
      }
    }
    return doubt.<Verdict>map(Verdict.Unclear::new).orElseGet(Verdict.Passed::new);
  }

  /** What becomes of one packet where it is. */
  FilterJudge judge(Packet packet) {
    return new FilterJudge(chains, packet);
  }

  /** Tables of the older iptables, which nft does not list; only a privileged process can tell. */
  private static boolean hasLegacyTables() {
    for (Path file : List.of(LEGACY_V4, LEGACY_V6)) {
      try {
        if (!Files.readAllLines(file).isEmpty()) {
          return true;
        }
      } catch (IOException | RuntimeException _) {
        // No such file: no such tables.
      }
    }
    return false;
  }
}
