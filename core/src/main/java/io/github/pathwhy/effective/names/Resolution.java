package io.github.pathwhy.effective.names;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;
import java.util.List;

/** What a host name resolves to. */
public sealed interface Resolution {

  /** The addresses, in order of declaration. */
  record Resolved(List<IpAddress> addresses) implements Resolution {}

  /** The lookup fails, because of what is declared at a place. */
  record Failed(String name, String reason, SourcePosition declaredAt) implements Resolution {}

  /** The input has no record for the name. */
  record NotKnown(String name, Missing missing) implements Resolution {}
}
