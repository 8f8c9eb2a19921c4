package io.github.pathwhy.diagnose.survey;

import io.github.pathwhy.diagnose.CheckRequest;
import io.github.pathwhy.diagnose.ConnectivityCheck;
import io.github.pathwhy.diagnose.Diagnosis;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks the same question for many destination ports. Ports that no part of the input tells apart
/// have one answer, so one of them is traced for all.
public final class PortSurvey {
  private final PortBoundaries boundaries;
  private final ConnectivityCheck check;

  public PortSurvey(EffectiveNetwork network) {
    this.boundaries = PortBoundaries.of(network.topology());
    this.check = new ConnectivityCheck(network);
  }

  /// Ports with one answer.
  ///
  /// @param diagnosis the answer for {@link #example}
  /// @param example the port that was traced
  public record Stretch(PortRange ports, int example, Diagnosis diagnosis) {

    /// A text of the diagnosis as it reads for all ports of the stretch: `Tcp/4711` becomes `this
    /// port` where it is the port that was traced.
    public String words(String text) {
      if (ports.first() == ports.last()) {
        return text;
      }
      String number = Integer.toString(example);
      StringBuilder result = new StringBuilder(text.length());
      int from = 0;
      int at = text.indexOf('/' + number);
      while (at >= 0) {
        int word = text.lastIndexOf(' ', at) + 1;
        int end = at + 1 + number.length();
        boolean isPort =
            Protocol.parse(text.substring(word, at)).isPresent() && !continues(text, end);
        result.append(text, from, isPort ? word : end).append(isPort ? "this port" : "");
        from = end;
        at = text.indexOf('/' + number, end);
      }
      return result.append(text, from, text.length()).toString();
    }

    private static boolean continues(String text, int at) {
      return at < text.length() && "0123456789-.".indexOf(text.charAt(at)) >= 0;
    }
  }

  /// The answers for all ports of the ranges, which are in order and do not overlap.
  ///
  /// @param request the question; its destination port is not looked at
  public List<Stretch> survey(CheckRequest request, List<PortRange> ranges)
      throws RequestException {
    List<Stretch> stretches = new ArrayList<>();
    for (PortRange range : ranges) {
      int first = range.first();
      while (first <= range.last()) {
        int last = Math.min(range.last(), boundaries.lastAlike(first));
        // The middle is no number of a rule, whose ends are elsewhere.
        int example = first + (last - first) / 2;
        stretches.add(
            new Stretch(
                new PortRange(first, last), example, check.check(withPort(request, example))));
        first = last + 1;
      }
    }
    return stretches;
  }

  private static CheckRequest withPort(CheckRequest request, int port) {
    return new CheckRequest(
        request.source(),
        request.destination(),
        request.sourcePort(),
        Optional.of(port),
        request.application(),
        request.ipVersion(),
        request.strictness());
  }
}
