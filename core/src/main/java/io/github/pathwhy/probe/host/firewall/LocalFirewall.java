package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.probe.host.SystemTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// This machine's packet filter, as far as it may be read: nftables and iptables.
public final class LocalFirewall {
  private final List<List<Chain>> rulesets;

  private LocalFirewall(List<List<Chain>> rulesets) {
    this.rulesets = rulesets;
  }

  /** Reads the rules in force, which takes `CAP_NET_ADMIN`. */
  public static LocalFirewall read() {
    Optional<String> nft = output("nft", "-j", "list", "ruleset");
    Optional<String> v4 = output("iptables-save");
    Optional<String> v6 = output("ip6tables-save");
    return of(nft, v4, v6);
  }

  private static Optional<String> output(String tool, String... arguments) {
    return SystemTool.run(tool, arguments)
        .filter(result -> result.status() == 0)
        .map(SystemTool.Result::output);
  }

  /** The same from what the tools printed; empty what could not be had. */
  static LocalFirewall of(Optional<String> nft, Optional<String> v4, Optional<String> v6) {
    // What a rule takes from the connection tracker has no state, in any table.
    boolean tracked =
        Stream.of(nft, v4, v6)
            .flatMap(Optional::stream)
            .noneMatch(text -> text.contains("notrack") || text.contains("NOTRACK"));
    List<List<Chain>> rulesets = new ArrayList<>();
    nft.flatMap(text -> NftRules.read(text, tracked)).ifPresent(rulesets::add);
    v4.map(text -> IptablesRules.read(text, true, tracked)).ifPresent(rulesets::add);
    v6.map(text -> IptablesRules.read(text, false, tracked)).ifPresent(rulesets::add);
    return new LocalFirewall(rulesets);
  }

  /** Whether the rules could be read. */
  public boolean isReadable() {
    return !rulesets.isEmpty();
  }

  /** The rule that certainly drops the packet, with its chain; empty when none is known to. */
  public Optional<String> drops(Packet packet) {
    for (List<Chain> chains : rulesets) {
      Optional<String> rule = new FilterJudge(chains).drops(packet);
      if (rule.isPresent()) {
        return rule;
      }
    }
    return Optional.empty();
  }
}
