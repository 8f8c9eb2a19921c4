package io.github.pathwhy.effective;

import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.service.LoadBalancer;

/** Who answers at a public address. */
public sealed interface PublicOwner {
  /** An ip configuration of a network interface. */
  record Interface(EffectiveInterface at, IpConfiguration configuration) implements PublicOwner {}

  /** A frontend of a load balancer. */
  record Frontend(LoadBalancer balancer, LoadBalancer.Frontend frontend) implements PublicOwner {}

  /** A resource whose behaviour is not modelled. */
  record Unknown(Unmodelled resource) implements PublicOwner {}
}
