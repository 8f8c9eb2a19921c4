package io.github.pathwhy.model;

import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.net.IpAddress;

/** What a name resolves to. */
public record DnsRecord(String name, SourcePosition declaredAt, Answer answer) {

  /** The answer to a query for the name. */
  public sealed interface Answer {
    /** An address record. */
    record Address(IpAddress address) implements Answer {}

    /** An alias for another name. */
    record Alias(String target) implements Answer {}

    /** No answer: `NXDOMAIN`, `SERVFAIL` or `Timeout`. */
    record Failure(String reason) implements Answer {}
  }
}
