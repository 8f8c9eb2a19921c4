package io.github.pathwhy.cli.live;

import io.github.pathwhy.cli.command.LiveContext;
import io.github.pathwhy.live.Measurement;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.host.ProcessRights;
import io.github.pathwhy.probe.portable.PortableEngine;
import io.github.pathwhy.probe.tier.Selection;
import io.github.pathwhy.probe.tier.Tiers;
import io.github.pathwhy.text.Printable;
import java.util.List;
import java.util.Optional;

/// The engine that a command line asks for, or the best there is; why it is not the usual one is
/// said on stderr.
public record Prober(ProbeEngine engine) implements AutoCloseable {

  /** Opens it; throws when this machine cannot have it. */
  public static Prober open(LiveContext live) throws RequestException {
    return switch (Tiers.open(live.options().tier(), live.options().pcap())) {
      case Selection.Chosen(ProbeEngine engine, List<String> remarks) -> {
        remarks.forEach(remark -> remark(live, remark));
        yield new Prober(engine);
      }
      case Selection.Unavailable(String why, String remedy) ->
          throw RequestException.undetermined(
              live.options()
                      .tier()
                      .map(tier -> "the " + tier + " tier is not available: ")
                      .orElse("")
                  + why
                  + (remedy.isEmpty() ? "" : "; " + remedy));
    };
  }

  /// Opens one that can send a kind of probe: where the usual one cannot, and none was asked for by
  /// name, the system's own tools may.
  public static Prober open(LiveContext live, Method method, IpVersion version)
      throws RequestException {
    Prober usual = open(live);
    if (live.options().tier().isPresent()
        || !(usual.engine().canProbe(method, version) instanceof Capability.Unable unable)) {
      return usual;
    }
    switch (PortableEngine.open()) {
      case Opening.Opened(ProbeEngine engine) -> {
        if (engine.canProbe(method, version).isAble()) {
          usual.close();
          remark(
              live,
              method
                  + " probes by the "
                  + Tier.PORTABLE
                  + " tier: "
                  + unable.why()
                  + (unable.remedy().isEmpty() ? "" : "; " + unable.remedy()));
          return new Prober(engine);
        }
        engine.close();
      }
      case Opening.Unavailable _ -> {}
    }
    return usual;
  }

  /** An engine that sees packets, when this process may have one. */
  public static Optional<ProbeEngine> capturing() {
    return ProcessRights.ofProcess().filter(Prober::mayCapture).isPresent()
            && Tiers.open(Optional.of(Tier.CAPTURE), Optional.empty())
                instanceof Selection.Chosen chosen
        ? Optional.of(chosen.engine())
        : Optional.empty();
  }

  private static void remark(LiveContext live, String remark) {
    if (!live.output().quiet()) {
      live.context().console().error("pathwhy: " + Printable.whole(remark));
    }
  }

  /** Who sends, for the answer. */
  public Measurement.Sender sender() {
    return new Measurement.Sender(
        engine.tier().label(),
        ProcessRights.ofProcess().map(Prober::privilege).orElse("the privilege is not known"));
  }

  private static boolean mayCapture(ProcessRights rights) {
    return rights.rights().contains(ProcessRights.Right.CAP_NET_RAW);
  }

  private static String privilege(ProcessRights rights) {
    String user = rights.user() == 0 ? "root" : "user " + rights.user();
    return mayCapture(rights) ? user + " with CAP_NET_RAW" : user + ", no privilege";
  }

  @Override
  public void close() {
    engine.close();
  }
}
