package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the hops to a destination.
///
/// All hops are asked at once from many ports. When those took different ways, or when a source
/// port is asked for, one flow is followed hop by hop: its hops are the path, and other addresses
/// are alternatives.
public final class HopTracer {
  private final ProbeEngine engine;
  private final Stop stop;
  private final Progress progress;

  /** A tracer over an engine that nothing else uses meanwhile. */
  public HopTracer(ProbeEngine engine, Stop stop, Progress progress) {
    this.engine = engine;
    this.stop = stop;
    this.progress = progress;
  }

  /** Traces; the destination must be one that `TargetRules` allow. */
  public MeasuredPath trace(TraceRequest request) {
    progress.update("tracing " + request.destination(), 0, 0);
    if (request.sourcePort() > 0) {
      FlowWalk walk = new FlowWalk(request);
      walk(walk, request);
      return assemble(request, walk.hops, walk, walk.source());
    }
    Explored explored = new Exploration(request, engine, stop).run();
    if (explored.hasSeveralPaths() && request.method().hasPorts() && !stop.isRequested()) {
      FlowWalk walk = new FlowWalk(request, 0, explored.hops, engine.now() >>> 10);
      walk(walk, request);
      if (!(walk.end() instanceof PathEnd.NotSent)) {
        return assemble(request, merged(explored.hops, walk), walk, explored.source);
      }
    }
    return assemble(
        request,
        explored.hops,
        explored.last(),
        explored.pathEnd(),
        Optional.empty(),
        explored.source,
        List.of());
  }

  private void walk(FlowWalk walk, TraceRequest request) {
    FlowWalk.walk(List.of(walk), engine, request, stop, progress);
  }

  /** What both saw; the flow's own addresses come first where they are shown. */
  private static HopState[] merged(HopState[] explored, FlowWalk walk) {
    for (int ttl = 1; ttl < explored.length; ttl++) {
      explored[ttl].absorb(walk.hops[ttl]);
    }
    return explored;
  }

  private MeasuredPath assemble(
      TraceRequest request, HopState[] hops, FlowWalk walk, Optional<IpAddress> source) {
    return assemble(
        request,
        hops,
        walk.last(),
        walk.end(),
        Optional.of(walk.port()),
        source,
        walk.addresses(walk.last()));
  }

  private static MeasuredPath assemble(
      TraceRequest request,
      HopState[] hops,
      int last,
      PathEnd end,
      Optional<Integer> flowPort,
      Optional<IpAddress> source,
      List<Optional<IpAddress>> onPath) {
    List<MeasuredHop> measured = new ArrayList<>(last);
    boolean several = false;
    for (int ttl = 1; ttl <= last; ttl++) {
      several |= hops[ttl].answers.size() > 1;
      measured.add(hops[ttl].measured(onPath.isEmpty() ? Optional.empty() : onPath.get(ttl - 1)));
    }
    if (end instanceof PathEnd.Stopped stopped && repeatsRouter(measured, stopped.by())) {
      measured.removeLast();
    }
    return new MeasuredPath(
        request.method(),
        request.destination(),
        request.port(),
        measured,
        end,
        several,
        flowPort,
        source,
        notes(request, hops, last, end, several && flowPort.isEmpty()));
  }

  /// Whether the last hop is the router before it: a router lets a packet die or refuses it, by how
  /// old it is.
  private static boolean repeatsRouter(List<MeasuredHop> hops, IpAddress by) {
    int count = hops.size();
    if (count < 2 || hops.get(count - 1).routers().size() != 1) {
      return false;
    }
    for (MeasuredHop.Router router : hops.get(count - 2).routers()) {
      if (router.address().equals(by)) {
        return true;
      }
    }
    return false;
  }

  private static List<PathNote> notes(
      TraceRequest request, HopState[] hops, int last, PathEnd end, boolean isMixed) {
    List<PathNote> notes = new ArrayList<>();
    IpAddress destination = request.destination();
    for (int ttl = 1; ttl <= last; ttl++) {
      HopState hop = hops[ttl];
      for (IpAddress address : hop.answers.keySet()) {
        noteSender(notes, hop, address, destination);
      }
      noteRepetition(notes, hops, ttl);
      noteLimit(notes, hops, ttl, last);
      IcmpError odd = hop.oddError;
      if (odd != null) {
        notes.add(new PathNote(PathNote.Kind.OTHER_ERROR, ttl, "a probe met: " + odd));
      }
      if (hop.ends.size() > 1) {
        notes.add(
            new PathNote(
                PathNote.Kind.ENDS_DIFFER,
                ttl,
                "probes ended in " + hop.ends.size() + " different ways"));
      }
    }
    if (end instanceof PathEnd.Stopped(int ttl, IpAddress by, IcmpError error)
        && request.method() == Method.UDP
        && error.meaning() == IcmpError.Meaning.PORT_UNREACHABLE) {
      notes.add(
          new PathNote(
              PathNote.Kind.OTHER_ADDRESS,
              ttl,
              by + " is a filter, or another address of the destination"));
    }
    if (isMixed) {
      notes.add(
          new PathNote(
              PathNote.Kind.NOT_ONE_FLOW,
              0,
              "there are several ways, and no single flow was followed: neighbouring hops need not"
                  + " be connected"));
    }
    return notes;
  }

  private static void noteSender(
      List<PathNote> notes, HopState hop, IpAddress address, IpAddress destination) {
    if (address.equals(destination)) {
      if (hop.ends.isEmpty()) {
        notes.add(
            new PathNote(
                PathNote.Kind.DESTINATION_ON_THE_WAY,
                hop.ttl,
                "the destination's address says that the probe expired: something before it"
                    + " answers in its name, for example a translator"));
      }
    } else if (address.version() != destination.version() || !TargetRules.canBeRouter(address)) {
      notes.add(
          new PathNote(
              PathNote.Kind.STRANGE_SENDER,
              hop.ttl,
              address + " cannot be a router's address: the answer's sender is not true"));
    }
  }

  private static void noteRepetition(List<PathNote> notes, HopState[] hops, int ttl) {
    HopState hop = hops[ttl];
    if (ttl > 1
        && hop.ends.isEmpty()
        && hop.first().isPresent()
        && hop.first().equals(hops[ttl - 1].first())) {
      notes.add(
          new PathNote(
              PathNote.Kind.REPEATED_ADDRESS,
              ttl,
              hop.first().get()
                  + " answers for hop "
                  + (ttl - 1)
                  + " and "
                  + ttl
                  + ": it passes expired packets on, or lends its address to what is behind it"));
    }
  }

  /// A hop that answers some probes while a farther one answers all lets them through and limits
  /// its own answers.
  private static void noteLimit(List<PathNote> notes, HopState[] hops, int ttl, int last) {
    HopState hop = hops[ttl];
    if (hop.lost == 0 || !hop.isAnswered()) {
      return;
    }
    for (int beyond = ttl + 1; beyond <= last; beyond++) {
      if (hops[beyond].isAnswered() && hops[beyond].lost == 0) {
        notes.add(
            new PathNote(
                PathNote.Kind.ANSWERS_LIMITED,
                ttl,
                "hop " + ttl + " limits its answers; packets pass it"));
        return;
      }
    }
  }
}
