package io.github.pathwhy.trace;

import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.PathWalker.Finished;
import io.github.pathwhy.trace.evidence.Disposition.Outcome;
import io.github.pathwhy.trace.evidence.FirewallStep;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import java.util.ArrayList;
import java.util.List;

/// The paths by which a gateway reaches the members of a pool. While some member works, the others
/// get nothing; when none does, all paths tell why. What happens between client and gateway does
/// not count here.
final class ProxiedPaths {
  private final ApplicationGateway gateway;
  private final ApplicationGateway.Route route;
  private final int hop;
  private final int leg;
  private final List<Finished> working = new ArrayList<>(2);
  private final List<Finished> doubtful = new ArrayList<>(0);
  private final List<Finished> failing = new ArrayList<>(0);
  private final List<Step> leftOut = new ArrayList<>(0);

  /** Paths that a walk has behind it when the gateway opens the connections of its own. */
  ProxiedPaths(ApplicationGateway gateway, ApplicationGateway.Route route, Walk common) {
    this.gateway = gateway;
    this.route = route;
    this.hop = common.hops().size() - 1;
    this.leg = common.legs().count();
  }

  /// The paths to one member, which fails when one of them does, or one of its probe's.
  void add(IpAddress member, List<Finished> paths, List<Finished> probes) {
    Outcome worst = Outcome.SUCCESS;
    for (List<Finished> all : List.of(paths, probes)) {
      for (Finished path : all) {
        worst = worst.worse(path.legs().from(leg));
      }
    }
    switch (worst) {
      case SUCCESS -> working.addAll(paths);
      case UNDETERMINED -> doubtful.addAll(paths);
      case FAILURE -> {
        failing.addAll(paths);
        leftOut.add(
            new FirewallStep.MemberLeftOut(gateway, route.rule(), member, route.backendPort()));
      }
    }
  }

  /** The paths that connections take. */
  List<Finished> paths() {
    if (working.isEmpty() && doubtful.isEmpty()) {
      return noted(failing, List.of(new FirewallStep.NoMember(gateway, route.rule())));
    }
    return noted(working.isEmpty() ? doubtful : working, leftOut);
  }

  private List<Finished> noted(List<Finished> paths, List<? extends Step> notes) {
    if (notes.isEmpty()) {
      return paths;
    }
    List<Finished> changed = new ArrayList<>(paths.size());
    for (Finished each : paths) {
      Path path = each.path();
      List<Hop> hops = new ArrayList<>(path.hops());
      hops.set(hop, hops.get(hop).with(notes));
      changed.add(new Finished(new Path(hops, path.complete(), path.replies()), each.legs()));
    }
    return changed;
  }
}
