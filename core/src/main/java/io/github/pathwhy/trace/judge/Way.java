package io.github.pathwhy.trace.judge;

import io.github.pathwhy.effective.missing.Missing;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.trace.evidence.Step;
import java.util.Optional;

/** How a flow gets out to the internet, and with which source. */
public sealed interface Way {

  /// Something of its own gives the flow a public source. `gateway` is the frontend of a Gateway
  /// Load Balancer that the flow goes through after that.
  record Translated(Step.Translated step, Optional<ResourceId> gateway) implements Way {}

  /** Azure lends the flow an address. */
  record Lent(Step.DefaultOutbound step) implements Way {}

  /** The service itself has a way out. */
  record OfService(Step.ServiceOutbound step) implements Way {}

  /** Nothing gives the flow a public source; the step says why. */
  record None(Step step) implements Way {}

  /** The input does not say. */
  record Open(Missing missing) implements Way {}
}
