package io.github.pathwhy.trace;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.trace.evidence.Hop;
import io.github.pathwhy.trace.evidence.Node;
import io.github.pathwhy.trace.evidence.Path;
import io.github.pathwhy.trace.evidence.Step;
import io.github.pathwhy.trace.evidence.Trace;
import java.util.List;
import java.util.stream.Collectors;

/** Traces as text: short names for assertions, and everything for comparing traces. */
final class TraceText {
  private TraceText() {}

  /// What a node is called: the machine or service that owns the interface, `internet`, the name of
  /// a site, `platform`, or `?` for a destination that is never reached.
  static String name(Node node) {
    return switch (node) {
      case Node.Interface(var at) -> at.owner().map(Resource::name).orElse(at.nic().name());
      case Node.Frontend(var balancer, _, _) -> balancer.name();
      case Node.Hub(var hub) -> hub.name();
      case Node.Internet _ -> "internet";
      case Node.Service(var service, _) -> service.name();
      case Node.Outside(var site, _) -> site.name();
      case Node.Platform _ -> "platform";
      case Node.Unresolved _ -> "?";
    };
  }

  static List<String> names(Path path) {
    return path.hops().stream().map(hop -> name(hop.node())).toList();
  }

  /** All hops, steps and replies. */
  static String of(Trace trace) {
    return trace.flow()
        + "\n"
        + trace.paths().stream().map(path -> of(path, "")).collect(Collectors.joining());
  }

  private static String of(Path path, String indent) {
    StringBuilder text = new StringBuilder();
    text.append(indent).append(path.complete() ? "path\n" : "path to nowhere\n");
    for (Hop hop : path.hops()) {
      text.append(indent).append("  ").append(name(hop.node())).append(": ").append(hop.flow());
      text.append('\n');
      for (Step step : hop.steps()) {
        text.append(indent).append("    ").append(step.effect()).append(' ');
        text.append(of(step)).append('\n');
      }
    }
    path.replies().forEach(reply -> text.append(of(reply, indent + "      ")));
    return text.toString();
  }

  private static String of(Step step) {
    return step instanceof Step.Filtered(var direction, var decisions)
        ? direction
            + decisions.stream()
                .map(decision ->
                    " "
                        + decision.verdict()
                        + " by "
                        + decision.rule().map(SecurityRule::id)
                        + decision.missing())
                .collect(Collectors.joining())
        : step.toString();
  }
}
