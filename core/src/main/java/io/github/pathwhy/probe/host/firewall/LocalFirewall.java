package io.github.pathwhy.probe.host.firewall;

import io.github.pathwhy.probe.host.SystemTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// This machine's packet filter, as far as it may be read: nftables and iptables.
public final class LocalFirewall {
  private final List<List<Chain>> rulesets;
  private final boolean readable;

  private LocalFirewall(List<List<Chain>> rulesets, boolean readable) {
    this.rulesets = rulesets;
    this.readable = readable;
  }

  /** Reads the rules in force, which takes `CAP_NET_ADMIN`. */
  public static LocalFirewall read() {
    List<List<Chain>> rulesets = new ArrayList<>();
    boolean readable = false;
    Optional<SystemTool.Result> nft = SystemTool.run("nft", "-j", "list", "ruleset");
    if (nft.isPresent() && nft.get().status() == 0) {
      rulesets.add(NftRules.read(nft.get().output()));
      readable = true;
    }
    for (String tool : new String[] {"iptables-save", "ip6tables-save"}) {
      Optional<SystemTool.Result> saved = SystemTool.run(tool);
      if (saved.isPresent() && saved.get().status() == 0) {
        rulesets.add(IptablesRules.read(saved.get().output(), tool.startsWith("iptables")));
        readable = true;
      }
    }
    return new LocalFirewall(rulesets, readable);
  }

  static LocalFirewall of(List<Chain> chains) {
    return new LocalFirewall(List.of(chains), true);
  }

  /** Whether the rules could be read. */
  public boolean isReadable() {
    return readable;
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
