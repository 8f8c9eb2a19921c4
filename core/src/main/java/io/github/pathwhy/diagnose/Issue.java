package io.github.pathwhy.diagnose;

import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.SecurityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Something wrong at a hop: Azure's type, where around the hop it sits, how bad it is, and
/// details. `rule` is the security rule that denies. `words` says it in one clause for people,
/// `declaredAt` where to mend it.
public record Issue(
    IssueType type,
    Origin origin,
    Severity severity,
    Optional<SecurityRule> rule,
    List<Context> context,
    String words,
    Optional<SourcePosition> declaredAt) {

  public Issue {
    context = List.copyOf(context);
  }

  /** The same issue where it is not certain: no error, and why. */
  Issue doubted(Context why) {
    List<Context> more = new ArrayList<>(context);
    more.add(new Context("Doubt", why.value()));
    return new Issue(type, origin, Severity.WARNING, rule, more, why.value(), declaredAt);
  }

  /** A detail of an issue. */
  public record Context(String key, String value) {}

  /** Where an issue sits. */
  public enum Origin {
    /** On the link from the previous hop. */
    INBOUND("Inbound"),
    /** At the hop itself. */
    LOCAL("Local"),
    /** On the link to the next hop. */
    OUTBOUND("Outbound");

    private final String label;

    Origin(String label) {
      this.label = label;
    }

    /** Azure's spelling. */
    public String label() {
      return label;
    }
  }

  /** How bad an issue is: an error breaks the connection, a warning does not. */
  public enum Severity {
    WARNING("Warning"),
    ERROR("Error");

    private final String label;

    Severity(String label) {
      this.label = label;
    }

    /** Azure's spelling. */
    public String label() {
      return label;
    }
  }
}
