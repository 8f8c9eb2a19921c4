package io.github.pathwhy.live;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.dns.settings.DnsConfig;
import io.github.pathwhy.probe.dns.settings.HostSettings;
import io.github.pathwhy.probe.host.KernelSettings;
import io.github.pathwhy.probe.host.LocalRoute;
import io.github.pathwhy.probe.host.OperatingSystem;
import io.github.pathwhy.probe.host.ProcessRights;
import io.github.pathwhy.probe.host.SharedLibrary;
import io.github.pathwhy.probe.host.SystemTool;
import io.github.pathwhy.probe.host.firewall.LocalFirewall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a machine can probe with. Nothing is sent to find out.
///
/// @param rights who this process is; empty where the system does not say
/// @param libpcap the library's file
/// @param routes the way to addresses outside, for each version
/// @param firewall whether the rules of the local firewall can be read, and if not, why
/// @param tools programs of the system by name, with their paths
public record Readiness(
    OperatingSystem system,
    Optional<ProcessRights> rights,
    KernelSettings settings,
    List<TierState> tiers,
    Optional<Path> libpcap,
    Map<IpVersion, LocalRoute> routes,
    DnsConfig dns,
    Firewall firewall,
    Map<String, Optional<String>> tools) {

  /// Addresses that are far from every machine (two of the DNS's root servers): the way to them is
  /// the way out. Nothing is sent there.
  private static final Map<IpVersion, String> OUTSIDE =
      Map.of(IpVersion.V4, "198.41.0.4", IpVersion.V6, "2001:503:ba3e::2:30");

  public Readiness {
    tiers = List.copyOf(tiers);
  }

  /// A way of probing.
  ///
  /// @param unavailable why there is no engine; empty when there is one
  /// @param abilities what the engine can do; none without one
  public record TierState(
      Tier tier, Optional<Capability.Unable> unavailable, List<Ability> abilities) {
    public TierState {
      abilities = List.copyOf(abilities);
    }

    /** Whether it can send anything. */
    public boolean canProbe() {
      return abilities.stream().anyMatch(ability -> ability.probing().isAble());
    }
  }

  /** What an engine can do with probes of a kind. */
  public record Ability(
      Method method, IpVersion version, Capability probing, Capability seeingHops) {}

  /** Whether the rules of the local firewall can be read. */
  public enum Firewall {
    READABLE,
    /** Its tools are there and were denied. */
    DENIED,
    /** Neither nft nor iptables is there. */
    NO_TOOL
  }

  /// Looks at this machine.
  ///
  /// @param openings attempts to open engines; those that are open are closed
  public static Readiness ofMachine(Map<Tier, Opening> openings) {
    List<TierState> tiers = new ArrayList<>();
    openings.forEach((tier, opening) -> tiers.add(state(tier, opening)));
    Map<IpVersion, LocalRoute> routes = new LinkedHashMap<>();
    for (IpVersion version : IpVersion.values()) {
      IpAddress.parse(OUTSIDE.getOrDefault(version, ""))
          .ifPresent(outside -> routes.put(version, LocalRoute.to(outside)));
    }
    Map<String, Optional<String>> tools = new LinkedHashMap<>();
    for (String name : new String[] {"ping", "traceroute", "ssh", "ip"}) {
      tools.put(name, SystemTool.find(name));
    }
    return new Readiness(
        OperatingSystem.ofMachine(),
        ProcessRights.ofProcess(),
        KernelSettings.ofSystem(),
        tiers,
        SharedLibrary.find("libpcap"),
        routes,
        HostSettings.ofSystem().config(),
        readFirewall(),
        tools);
  }

  private static TierState state(Tier tier, Opening opening) {
    return switch (opening) {
      case Opening.Unavailable(String why, String remedy) ->
          new TierState(tier, Optional.of(new Capability.Unable(why, remedy)), List.of());
      case Opening.Opened(ProbeEngine engine) -> {
        try (engine) {
          List<Ability> abilities = new ArrayList<>();
          for (Method method : Method.values()) {
            for (IpVersion version : IpVersion.values()) {
              abilities.add(
                  new Ability(
                      method,
                      version,
                      engine.canProbe(method, version),
                      engine.canSeeHops(method, version)));
            }
          }
          yield new TierState(tier, Optional.empty(), abilities);
        }
      }
    };
  }

  private static Firewall readFirewall() {
    if (LocalFirewall.read().isReadable()) {
      return Firewall.READABLE;
    }
    return SystemTool.find("nft").or(() -> SystemTool.find("iptables-save")).isPresent()
        ? Firewall.DENIED
        : Firewall.NO_TOOL;
  }

  /// The tier that commands use when none is asked for: the best that can send anything. The
  /// capture tier is used only when it is asked for.
  public Optional<Tier> defaultTier() {
    for (Tier tier : new Tier[] {Tier.KERNEL, Tier.PORTABLE, Tier.CAPTURE}) {
      for (TierState state : tiers) {
        if (state.tier() == tier && state.canProbe()) {
          return Optional.of(tier);
        }
      }
    }
    return Optional.empty();
  }
}
