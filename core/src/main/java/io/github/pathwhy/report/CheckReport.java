package io.github.pathwhy.report;

import java.util.List;
import java.util.Optional;

/// The answer to a connectivity check, ready to be shown: every text and name is final, nothing is
/// left to compute. Schemas and the text view all show this. `certain` is an answer that hangs on
/// nothing that was taken for granted.
public record CheckReport(
    String status,
    boolean certain,
    String source,
    String destination,
    Optional<FlowView> flow,
    String application,
    boolean destinationByName,
    CauseView cause,
    List<HopView> hops,
    List<ReturnView> returnPaths,
    List<String> assumptions,
    List<String> missing,
    Optional<MeasuredView> measured) {

  /** What the source is called in a live check without a topology. */
  public static final String THIS_MACHINE = "this machine";

  public CheckReport {
    hops = List.copyOf(hops);
    returnPaths = List.copyOf(returnPaths);
    assumptions = List.copyOf(assumptions);
    missing = List.copyOf(missing);
  }

  /// Why the answer is what it is.
  ///
  /// @param words one sentence
  /// @param declaredAt `file:line:column` of what decides
  /// @param remedies what would change it, or tell what is not known
  public record CauseView(String words, Optional<String> declaredAt, List<RemedyView> remedies) {
    public CauseView {
      remedies = List.copyOf(remedies);
    }

    /** A cause of which no more than a sentence is known. */
    public static CauseView of(String words) {
      return new CauseView(words, Optional.empty(), List.of());
    }
  }

  /** What somebody could do next. */
  public sealed interface RemedyView {
    /** A change to the network, as an instruction. */
    record Change(String words) implements RemedyView {}

    /** A command that prints what is missing, and a name for the file with its output. */
    record Fetch(String command, String file) implements RemedyView {}

    /** Something that an input could say, as an instruction. */
    record Say(String words) implements RemedyView {}
  }

  /** The reason in one sentence. */
  public String why() {
    return cause.words();
  }

  /// What probes saw. `how` says which tier and clock answered and with what privilege, `hops` are
  /// the hops by their distance, `facts` what else was found out, `limits` what could not be.
  public record MeasuredView(
      int probesSent,
      int probesFailed,
      Optional<LatencyView> latency,
      HowView how,
      List<MeasuredHopView> hops,
      List<FactView> facts,
      Optional<ComparisonView> comparison,
      List<String> limits) {

    public MeasuredView {
      hops = List.copyOf(hops);
      facts = List.copyOf(facts);
      limits = List.copyOf(limits);
    }
  }

  /** Round trips in milliseconds. */
  public record LatencyView(double min, double average, double max) {}

  /** What was sent, which tier sent it, by which clock times were taken, and as whom. */
  public record HowView(String method, String tier, String clock, String privilege) {
    /** Of what there was not. */
    public static final String NONE = "none";
  }

  /// A hop by its distance.
  ///
  /// @param addresses who answered; none for a silent hop, several where paths part
  /// @param end what ends the path here, in words; empty when it goes on
  public record MeasuredHopView(
      int distance,
      List<String> addresses,
      int sent,
      int lost,
      Optional<LatencyView> latency,
      Optional<String> end) {

    public MeasuredHopView {
      addresses = List.copyOf(addresses);
    }
  }

  /** Something that was found out on the way: its name and what it is. */
  public record FactView(String name, String value) {}

  /// The simulated answer beside the measured one.
  ///
  /// @param predicted the status that the topology leads to
  /// @param agrees whether both are the same as far as they go
  /// @param verdict one sentence: where they part, or that they do not
  /// @param reasons what is likely behind a difference, the likeliest first
  public record ComparisonView(
      String predicted, boolean agrees, String verdict, List<String> reasons) {
    public ComparisonView {
      reasons = List.copyOf(reasons);
    }
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
  /// what is no resource, `measured` for hops that only the configuration knows.
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
      List<EvidenceView> evidence,
      Optional<MeasuredHopView> measured) {

    public HopView {
      next = List.copyOf(next);
      previous = List.copyOf(previous);
      issues = List.copyOf(issues);
      evidence = List.copyOf(evidence);
    }

    /** The same hop under another name. */
    HopView named(String otherName) {
      return new HopView(
          id,
          otherName,
          kind,
          address,
          resourceId,
          configurationId,
          next,
          previous,
          issues,
          evidence,
          measured);
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
          evidence,
          measured);
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
    /** Something that forwards and is known by its answers only. */
    ROUTER,
    /** A destination with a private address, known by its answers only. */
    HOST,
    INTERNET,
    /** A host of a network behind a gateway or appliance. */
    OUTSIDE,
    /** The destination of a path that ends before it. */
    UNRESOLVED
  }

  /** Where the text of a report tells an issue, beside the list of issues. */
  public enum Told {
    /** A decision of its hop tells it. */
    BY_DECISION,
    /** A decision on the way back tells it. */
    ON_RETURN_PATH,
    /** It is the cause of the answer. */
    AS_CAUSE,
    /** Nothing else tells it. */
    NOWHERE
  }

  /// An issue. `rule` is present when a security rule denies; `declaredAt` is `file:line:column`.
  public record IssueView(
      String origin,
      String severity,
      String type,
      Optional<RuleView> rule,
      List<ContextView> context,
      String words,
      Optional<String> declaredAt,
      Told told) {

    public IssueView {
      context = List.copyOf(context);
    }
  }

  /** The rule that denies: its group's id, its name, and whether every group has it. */
  public record RuleView(String groupId, String name, boolean isDefault) {}

  /** A detail of an issue. */
  public record ContextView(String key, String value) {}

  /** When a decision is made at a hop. */
  public enum Phase {
    /** About what comes in. */
    ENTERING,
    /** By the hop itself, or about what goes out. */
    LEAVING,
    /** By the route, about where it goes. */
    ROUTING
  }

  /// A decision in words; `effect` is `passes`, `warns`, `blocks` or `undetermined`.
  ///
  /// @param consequence whether it is wrong only because of the cause
  public record EvidenceView(
      String effect, String text, Optional<String> declaredAt, boolean consequence, Phase phase) {

    /** A decision that stands for itself. */
    public EvidenceView(String effect, String text, Optional<String> declaredAt) {
      this(effect, text, declaredAt, false, Phase.LEAVING);
    }

    /** Whether the flow goes on as if nothing were there. */
    public boolean passes() {
      return effect.equals("passes");
    }

    /** Whether the flow ends here. */
    public boolean blocks() {
      return effect.equals("blocks");
    }
  }
}
