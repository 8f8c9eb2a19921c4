package io.github.pathwhy.report;

import java.util.List;
import java.util.Optional;

/// The answer to a connectivity check, ready to be shown: every text and name is final, nothing is
/// left to compute. Schemas and the text view all show this.
public record CheckReport(
    String status,
    String source,
    String destination,
    Optional<FlowView> flow,
    String application,
    boolean destinationByName,
    String why,
    List<HopView> hops,
    List<ReturnView> returnPaths,
    List<String> assumptions,
    List<String> missing) {

  public CheckReport {
    hops = List.copyOf(hops);
    returnPaths = List.copyOf(returnPaths);
    assumptions = List.copyOf(assumptions);
    missing = List.copyOf(missing);
  }

  /** A way of the answer, with the names of the hops that its request went through. */
  public record ReturnView(List<String> through, List<HopView> hops) {
    public ReturnView {
      through = List.copyOf(through);
      hops = List.copyOf(hops);
    }
  }

  /** The flow that was followed. */
  public record FlowView(
      String source, String destination, String protocol, int sourcePort, int destinationPort) {}

  /// A hop. `next` and `previous` are indexes into the list of hops; `resourceId` is absent for
  /// what is no resource.
  public record HopView(
      String id,
      String name,
      Kind kind,
      String address,
      Optional<String> resourceId,
      Optional<String> configurationId,
      List<Integer> next,
      List<Integer> previous,
      List<IssueView> issues,
      List<EvidenceView> evidence) {

    public HopView {
      next = List.copyOf(next);
      previous = List.copyOf(previous);
      issues = List.copyOf(issues);
      evidence = List.copyOf(evidence);
    }

    /** The same hop under another address and resource. */
    HopView with(String otherAddress, Optional<String> otherResource) {
      return new HopView(
          id,
          name,
          kind,
          otherAddress,
          otherResource,
          configurationId,
          next,
          previous,
          issues,
          evidence);
    }
  }

  /** What a hop is, from which each schema derives its own word. */
  public enum Kind {
    SOURCE,
    APPLIANCE,
    LOAD_BALANCER,
    GATEWAY,
    /** The router of a virtual hub. */
    HUB,
    MACHINE,
    INTERNET,
    /** A host of a network behind a gateway or appliance. */
    OUTSIDE,
    /** The destination of a path that ends before it. */
    UNRESOLVED
  }

  /// An issue. `rule` is present when a security rule denies; `declaredAt` is `file:line:column`.
  public record IssueView(
      String origin,
      String severity,
      String type,
      Optional<RuleView> rule,
      List<ContextView> context,
      String words,
      Optional<String> declaredAt) {

    public IssueView {
      context = List.copyOf(context);
    }
  }

  /** The rule that denies: its group's id, its name, and whether every group has it. */
  public record RuleView(String groupId, String name, boolean isDefault) {}

  /** A detail of an issue. */
  public record ContextView(String key, String value) {}

  /** A decision in words; `effect` is `passes`, `warns`, `blocks` or `undetermined`. */
  public record EvidenceView(String effect, String text, Optional<String> declaredAt) {}
}
