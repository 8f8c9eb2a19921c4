package io.github.pathwhy.probe.measure;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way that probes took.
///
/// @param port destination port; 0 for ICMP
/// @param hops by rising time to live without gaps; silent ones are in it, but not those after the
///   last answer
/// @param severalPaths whether some hop answered from different addresses
/// @param flowPort the source port of the one flow that the hops belong to; empty when different
///   ports saw them
/// @param source the address that this machine sends from, where it is known
public record MeasuredPath(
    Method method,
    IpAddress destination,
    int port,
    List<MeasuredHop> hops,
    PathEnd end,
    boolean severalPaths,
    Optional<Integer> flowPort,
    Optional<IpAddress> source,
    List<PathNote> notes) {
  public MeasuredPath {
    hops = List.copyOf(hops);
    notes = List.copyOf(notes);
  }

  /** The same with one more note. */
  public MeasuredPath with(PathNote note) {
    List<PathNote> more = new ArrayList<>(notes);
    more.add(note);
    return new MeasuredPath(
        method, destination, port, hops, end, severalPaths, flowPort, source, more);
  }

  /** Whether there is a note of a kind. */
  public boolean has(PathNote.Kind kind) {
    for (PathNote note : notes) {
      if (note.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  /** Whether the destination was reached. */
  public boolean hasArrived() {
    return end instanceof PathEnd.Arrived;
  }
}
