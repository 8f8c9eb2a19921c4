package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Stop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Follows many flows, which differ in nothing but their source ports, and tells their ways apart.
///
/// Ways that were not found may exist: with `n` flows, each of `k` equally likely ways is missed
/// with a chance of ((k − 1) / k)ⁿ.
public final class PathEnumerator {
  /** How many flows find out whether there are several ways. */
  public static final int USUAL_FLOWS = 8;

  private final ProbeEngine engine;
  private final Stop stop;
  private final Progress progress;

  /** An enumerator over an engine that nothing else uses meanwhile. */
  public PathEnumerator(ProbeEngine engine, Stop stop, Progress progress) {
    this.engine = engine;
    this.stop = stop;
    this.progress = progress;
  }

  /// Follows so many flows at the same time, each hop by hop, after one look at all hops. The
  /// method must have ports. A source port in the request is not used.
  public FlowPaths enumerate(TraceRequest request, int flows) {
    if (!request.method().hasPorts() || flows < 1 || flows > TargetRules.MOST_FLOWS) {
      throw new IllegalArgumentException(flows + " flows of " + request.method());
    }
    Explored explored =
        new Exploration(request.withSourcePort(0).withProbes(1), engine, stop).run();
    List<FlowWalk> walks = new ArrayList<>(flows);
    long seed = engine.now() >>> 10;
    for (int flow = 0; flow < flows; flow++) {
      walks.add(new FlowWalk(request, flow, explored.hops, seed));
    }
    FlowWalk.walk(walks, engine, request, stop, progress);
    return distinct(walks);
  }

  private static FlowPaths distinct(List<FlowWalk> walks) {
    List<FlowPaths.FlowPath> paths = new ArrayList<>();
    int followed = 0;
    for (FlowWalk walk : walks) {
      if (walk.end() instanceof PathEnd.NotSent || !walk.isDone()) {
        continue;
      }
      followed++;
      add(
          paths,
          new FlowPaths.FlowPath(walk.addresses(walk.last()), walk.end(), List.of(walk.port())));
    }
    paths.sort(Comparator.comparingInt(path -> -path.ports().size()));
    return new FlowPaths(followed, paths);
  }

  private static void add(List<FlowPaths.FlowPath> paths, FlowPaths.FlowPath path) {
    for (int i = 0; i < paths.size(); i++) {
      FlowPaths.FlowPath other = paths.get(i);
      if (other.end().equals(path.end()) && agree(other.hops(), path.hops())) {
        List<Integer> ports = new ArrayList<>(other.ports());
        ports.addAll(path.ports());
        paths.set(i, new FlowPaths.FlowPath(filled(other.hops(), path.hops()), path.end(), ports));
        return;
      }
    }
    paths.add(path);
  }

  /** Whether two ways can be one: a hop that did not answer one flow may have answered another. */
  private static boolean agree(List<Optional<IpAddress>> one, List<Optional<IpAddress>> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (one.get(i).isPresent() && other.get(i).isPresent() && !one.get(i).equals(other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<Optional<IpAddress>> filled(
      List<Optional<IpAddress>> one, List<Optional<IpAddress>> other) {
    List<Optional<IpAddress>> hops = new ArrayList<>(one.size());
    for (int i = 0; i < one.size(); i++) {
      hops.add(one.get(i).isPresent() ? one.get(i) : other.get(i));
    }
    return hops;
  }
}
