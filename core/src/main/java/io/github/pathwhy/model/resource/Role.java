package io.github.pathwhy.model.resource;

import java.util.Locale;

/// How a path, or the way of its answer, has to meet a resource for one of its properties to decide
/// anything. A copy of a resource inside another has the role of the copy.
public enum Role {
  /** Source or destination is an address of this network or subnet that no resource owns. */
  ADDRESS_OWNER,
  /** Source, destination or translated source is this public address, or in this range. */
  PUBLIC_ADDRESS,
  /** A machine sends, receives or forwards by this interface, or by one in this network. */
  INTERFACE,
  /** A security group with this rule, or that names this application group, is looked at. */
  GROUP_RULE,
  /** A machine of a network in this manager's scope sends or receives, or fills a group of it. */
  ADMIN_RULE,
  /** The packet leaves a subnet with this table or endpoint, which covers the destination. */
  SUBNET_ROUTE,
  /** The packet or its answer crosses this link, or goes between members of the configuration. */
  PEERING,
  /** An address is compared with these prefixes, and the known ones do not hold it. */
  PREFIXES,
  /** The flow leaves to a public address from this subnet, interface, pool or gateway. */
  WAY_OUT,
  /** The flow arrives at a frontend of this load balancer, or at an address chained to one. */
  LOAD_BALANCER,
  /** A frontend has chosen this pool. */
  POOL_MEMBER,
  /** The flow arrives at a frontend of this application gateway. */
  APP_GATEWAY,
  /** The flow has arrived, and more than an open port is asked for, or a port with a switch. */
  ANSWER,
  /** The flow goes through this firewall, or to its own address. */
  FIREWALL,
  /** A firewall with this policy looks at this rule or collection. */
  FIREWALL_RULE,
  /** This bastion is the source of the flow, or is reached itself. */
  BASTION,
  /** The packet or its answer goes through this gateway connection, tunnel, link or circuit. */
  CONNECTION,
  /** A route of this gateway, peer, site, client pool or hub could hold the other end. */
  LEARNED_ROUTES,
  /** The packet or its answer goes through this hub, or between hubs of this WAN. */
  HUB_TRANSIT,
  /** Source or destination is this private endpoint, or the service is reached through it. */
  PRIVATE_ENDPOINT,
  /** The destination is a name that a machine of this network asks for. */
  NAME_IN_NETWORK,
  /** The destination is a name that this resource has or answers for. */
  PUBLIC_NAME,
  /** The flow arrives at the public side of this service. */
  SERVICE_DOOR,
  /** This service is the source of the flow. */
  SERVICE_SOURCE,
  /** The flow goes through this appliance or gateway, or ends at one of its addresses. */
  APPLIANCE;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The role in words, such as `address-owner`. */
  public String label() {
    return label;
  }
}
