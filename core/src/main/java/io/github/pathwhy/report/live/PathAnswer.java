package io.github.pathwhy.report.live;

import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.measure.FlowPaths;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.MtuFinding;
import java.util.Optional;

/// All that a trace found out.
///
/// @param name the destination as it was asked for: an address or a name
/// @param flows the ways of several flows, when asked for
/// @param mtu the path MTU, when asked for
public record PathAnswer(
    String name, MeasuredPath path, Optional<FlowPaths> flows, Optional<Mtu> mtu, Tier tier) {

  /// A search for the path MTU, and what it sent.
  ///
  /// @param port 0 for ICMP
  public record Mtu(Method method, int port, MtuFinding finding) {}
}
