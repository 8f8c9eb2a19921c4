package io.github.pathwhy.model;

/** Anything in a topology that has an identity of its own. */
public sealed interface Resource
    permits VirtualNetwork,
        Subnet,
        NetworkInterface,
        VirtualMachine,
        SecurityGroup,
        ApplicationSecurityGroup,
        RouteTable,
        PublicIpAddress,
        NatGateway,
        BastionHost,
        Unmodelled {

  /** The identity. */
  ResourceId id();

  /** Where it was declared. */
  SourcePosition declaredAt();

  /** The short name. */
  default String name() {
    return id().name();
  }
}
