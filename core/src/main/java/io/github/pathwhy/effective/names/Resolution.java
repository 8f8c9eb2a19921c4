package io.github.pathwhy.effective.names;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.service.PrivateDnsZone;
import io.github.pathwhy.net.IpAddress;
import java.util.List;
import java.util.Optional;

/** What a host name resolves to. */
public sealed interface Resolution {

  /** The addresses, in order of declaration. */
  record Resolved(List<IpAddress> addresses) implements Resolution {}

  /// The lookup fails, because of what is declared at a place.
  ///
  /// @param answering the link of the private zone that is asked and has no such record
  record Failed(
      String name,
      String reason,
      SourcePosition declaredAt,
      Optional<PrivateDnsZone.Link> answering)
      implements Resolution {
    Failed(String name, String reason, SourcePosition declaredAt) {
      this(name, reason, declaredAt, Optional.empty());
    }
  }

  /** The input has no record for the name. */
  record NotKnown(String name, Missing missing) implements Resolution {}
}
