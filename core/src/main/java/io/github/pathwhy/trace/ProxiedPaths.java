package io.github.pathwhy.trace;

import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.trace.evidence.Disposition;
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
  private final int steps;
  private final List<Path> working = new ArrayList<>(2);
  private final List<Path> doubtful = new ArrayList<>(0);
  private final List<Path> failing = new ArrayList<>(0);
  private final List<Step> leftOut = new ArrayList<>(0);

  /** Paths that have these hops in common, the last one being the gateway's. */
  ProxiedPaths(ApplicationGateway gateway, ApplicationGateway.Route route, List<Hop> common) {
    this.gateway = gateway;
    this.route = route;
    this.hop = common.size() - 1;
    this.steps = common.getLast().steps().size();
  }

  /** The paths to one member, which fails when one of them does. */
  void add(IpAddress member, List<Path> paths) {
    Disposition.Outcome worst = Disposition.Outcome.SUCCESS;
    for (Path path : paths) {
      Disposition.Outcome outcome = behindGateway(path).disposition().outcome();
      worst = outcome.compareTo(worst) > 0 ? outcome : worst;
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
  List<Path> paths() {
    if (working.isEmpty() && doubtful.isEmpty()) {
      return noted(failing, List.of(new FirewallStep.NoMember(gateway, route.rule())));
    }
    return noted(working.isEmpty() ? doubtful : working, leftOut);
  }

  /** The part of a path, and of its answers, that is between the gateway and a member. */
  private Path behindGateway(Path path) {
    List<Hop> hops = new ArrayList<>(path.hops().subList(hop, path.hops().size()));
    Hop own = hops.getFirst();
    hops.set(0, new Hop(own.node(), own.flow(), own.steps().subList(steps, own.steps().size())));
    List<Path> replies = new ArrayList<>(path.replies().size());
    for (Path reply : path.replies()) {
      int end = 0;
      while (end < reply.hops().size() && !reply.hops().get(end).node().isSameDevice(own.node())) {
        end++;
      }
      if (end > 0) {
        replies.add(new Path(reply.hops().subList(0, end), reply.complete(), List.of()));
      }
    }
    return new Path(hops, path.complete(), replies);
  }

  private List<Path> noted(List<Path> paths, List<? extends Step> notes) {
    if (notes.isEmpty()) {
      return paths;
    }
    List<Path> changed = new ArrayList<>(paths.size());
    for (Path path : paths) {
      List<Hop> hops = new ArrayList<>(path.hops());
      hops.set(hop, hops.get(hop).with(notes));
      changed.add(new Path(hops, path.complete(), path.replies()));
    }
    return changed;
  }
}
