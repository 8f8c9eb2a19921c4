package io.github.pathwhy.report.live;

import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.report.InspectionReport.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What ports of hosts are like, in all forms; each is made when it is asked for.
public final class PortsReport {
  private final PortsDocument view;
  private final List<HostAnswers> answers;
  private final List<String> notes;
  private final String how;
  private final Map<String, Object> document;

  PortsReport(
      PortsDocument view,
      List<HostAnswers> answers,
      List<String> notes,
      String how,
      Map<String, Object> document) {
    this.view = view;
    this.answers = answers;
    this.notes = List.copyOf(notes);
    this.how = how;
    this.document = document;
  }

  public Outcome outcome() {
    return PortsDocument.outcome(answers);
  }

  /** The hosts that are told one by one. */
  public List<HostView> hosts() {
    return view.views(answers);
  }

  /** Sentences about the other hosts. */
  public List<String> rest() {
    return view.rest(answers);
  }

  /** What else there is to say. */
  public List<String> notes() {
    return notes;
  }

  /** Where the answer comes from. */
  public String how() {
    return how;
  }

  /** A row for each port. */
  public List<Map<String, Object>> rows() {
    return view.rows(answers);
  }

  public Map<String, Object> document() {
    return document;
  }

  /// A host for readers.
  ///
  /// @param subject its name and address
  /// @param summary for example `2 open, 98 closed`
  /// @param lines ports that are told one by one
  /// @param groups many ports with one answer
  public record HostView(
      String subject,
      String summary,
      List<LineView> lines,
      List<GroupView> groups,
      List<String> notes) {
    public HostView {
      lines = List.copyOf(lines);
      groups = List.copyOf(groups);
      notes = List.copyOf(notes);
    }
  }

  /// A port for readers.
  ///
  /// @param rtt with its unit; empty without one
  /// @param place where what decides was declared
  public record LineView(
      String port,
      State state,
      String service,
      String rtt,
      String reason,
      Optional<String> place) {}

  /** Ports with one answer. */
  public record GroupView(
      int count, State state, String reason, String ports, Optional<String> place) {}

  /** What a port is like. */
  public enum State {
    /** Something answers, or was seen to listen. */
    OPEN("open", "Open"),
    /** Flows get there and back; whether anything listens is not known. */
    ALLOWED("allowed", "Allowed"),
    /** Nobody listens. */
    CLOSED("closed", "Closed"),
    /** Something rejects or swallows it. */
    FILTERED("filtered", "Filtered"),
    /** There is no way to the host. */
    UNREACHABLE("unreachable", "Unreachable"),
    /** A datagram was not answered: it may have arrived, or not. */
    OPEN_OR_FILTERED("open|filtered", "OpenOrFiltered"),
    /** The probe did not leave this machine. */
    NOT_SENT("not sent", "NotSent"),
    /** Not asked to the end, or the input does not say. */
    UNKNOWN("unknown", "Unknown");

    private final String words;
    private final String label;

    State(String words, String label) {
      this.words = words;
      this.label = label;
    }

    /** For people. */
    public String words() {
      return words;
    }

    /** In documents. */
    public String label() {
      return label;
    }

    /** Whether a client gets through, as far as it is known. */
    public boolean isGood() {
      return this == OPEN || this == ALLOWED;
    }
  }

  /// A port's answer.
  ///
  /// @param tries how often it was asked; 0 in a simulation
  /// @param reply what came back
  /// @param place where what decides was declared
  /// @param missing what the input lacks
  record PortAnswer(
      int port,
      State state,
      String reason,
      Optional<Rtt> rtt,
      int tries,
      Optional<Reply> reply,
      Optional<String> place,
      List<String> missing) {}

  /// A host's answers.
  ///
  /// @param name as it was asked for
  /// @param address absent when it has none
  record HostAnswers(
      String name,
      Optional<String> address,
      List<PortAnswer> ports,
      StateCounts counts,
      List<String> notes) {}
}
