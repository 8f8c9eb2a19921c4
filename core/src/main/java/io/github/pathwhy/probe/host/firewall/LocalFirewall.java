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
import java.util.OptionalLong;
import java.util.Set;

/// This machine's packet filter, as far as it may be read: nftables and iptables. Reading takes
/// `CAP_NET_ADMIN`.
///
/// What other parts of a system may drop (programs at sockets and interfaces, security modules) is
/// not known to it.
public final class LocalFirewall {
  private static final Path LEGACY_V4 = Path.of("/proc/net/ip_tables_names");
  private static final Path LEGACY_V6 = Path.of("/proc/net/ip6_tables_names");
  private static final Path STATUS = Path.of("/proc/self/status");

  private final List<Chain> chains;
  private final OptionalLong user;
  private final boolean readable;
  private final Optional<String> gap;

  private LocalFirewall(
      List<Chain> chains, OptionalLong user, boolean readable, Optional<String> gap) {
    this.chains = List.copyOf(chains);
    this.user = user;
    this.readable = readable;
    this.gap = gap;
  }

  /** Reads the rules in force in this process's network namespace. */
  public static LocalFirewall read() {
    List<Chain> chains = new ArrayList<>();
    Set<String> shared = new HashSet<>();
    boolean readable = false;
    boolean hasIptables = true;
    for (boolean v4 : new boolean[] {true, false}) {
      Optional<SystemTool.Result> saved = SystemTool.run(v4 ? "iptables-save" : "ip6tables-save");
      if (saved.isPresent() && saved.get().status() == 0) {
        IptablesRules.Saved rules = IptablesRules.read(saved.get().output(), v4);
        chains.addAll(rules.chains());
        shared.addAll(rules.ofNft());
        readable = true;
      } else {
        hasIptables = false;
      }
    }
    Optional<List<Chain>> nft =
        SystemTool.run("nft", "-j", "list", "ruleset")
            .filter(result -> result.status() == 0)
            .flatMap(result -> NftRules.read(result.output()));
    for (Chain chain : nft.orElse(List.of())) {
      // Tables that iptables has written are in both; its own words for them say more.
      if (!shared.contains(chain.scope())) {
        chains.add(chain);
      }
    }
    Optional<String> gap = Optional.empty();
    if (nft.isEmpty()) {
      gap = Optional.of("the rules of nftables cannot be read");
    } else if (!hasIptables && hasLegacyTables()) {
      gap = Optional.of("the rules of iptables cannot be read");
    }
    return new LocalFirewall(chains, user(), readable || nft.isPresent(), gap);
  }

  static LocalFirewall of(List<Chain> chains, OptionalLong user) {
    return new LocalFirewall(chains, user, true, Optional.empty());
  }

  /** Whether rules could be read. */
  public boolean isReadable() {
    return readable;
  }

  /// What becomes of a flow of this machine: of the packet that opens it, and of its answer.
  ///
  /// @param interfaceName where it leaves and its answer comes back; empty when not known
  public Verdict judge(Flow flow, Optional<String> interfaceName) {
    boolean isLocal = interfaceName.filter(Packet.LOOPBACK::equals).isPresent();
    Optional<String> doubt = gap;
    Packet packet = Packet.opening(flow, interfaceName, user);
    // Both ends of a local flow are here: each packet goes out and comes in.
    for (int step = 0; step < 4; step++) {
      boolean isAnswer = step >= 2;
      boolean arrives = step % 2 == 1;
      packet = step == 2 ? packet.answer() : arrives ? packet.arriving() : packet;
      if (!isLocal && isAnswer != arrives) {
        continue;
      }
      FilterJudge judge = new FilterJudge(chains, packet);
      switch (judge.judge(arrives ? Chain.Hook.ARRIVING : Chain.Hook.LEAVING)) {
        case Verdict.Dropped dropped -> {
          return dropped;
        }
        case Verdict.Unclear(String why) -> doubt = doubt.or(() -> Optional.of(why));
        case Verdict.Passed _ -> {}
      }
      packet = judge.packet();
    }
    return doubt.<Verdict>map(Verdict.Unclear::new).orElseGet(Verdict.Passed::new);
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

  /** The effective user of this process, who opens its sockets. */
  private static OptionalLong user() {
    try {
      return user(Files.readAllLines(STATUS));
    } catch (IOException | RuntimeException _) {
      return OptionalLong.empty();
    }
  }

  static OptionalLong user(List<String> status) {
    for (String line : status) {
      if (line.startsWith("Uid:")) {
        String[] numbers = line.substring(4).strip().split("\\s+", -1);
        try {
          // Real, effective, saved, and that of files, which sockets get.
          return OptionalLong.of(Long.parseLong(numbers[numbers.length - 1]));
        } catch (NumberFormatException _) {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }
}
