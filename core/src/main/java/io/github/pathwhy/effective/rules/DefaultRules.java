package io.github.pathwhy.effective.rules;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.security.Traffic;
import java.util.List;
import java.util.Optional;

/// The six rules that every network security group ends with, in the API's spelling
/// (`virtual-network/network-security-groups-overview`).
public final class DefaultRules {
  private static final AddressTerm ANY = new AddressTerm.Any();
  private static final AddressTerm NETWORK = new AddressTerm.Tag("VirtualNetwork");
  private static final AddressTerm LOAD_BALANCER = new AddressTerm.Tag("AzureLoadBalancer");
  private static final AddressTerm INTERNET = new AddressTerm.Tag("Internet");

  private DefaultRules() {}

  /** The default rules of a group in one direction, in order of evaluation. */
  public static List<SecurityRule> of(ResourceId group, Direction direction) {
    return switch (direction) {
      case INBOUND ->
          List.of(
              rule(group, direction, 65_000, Access.ALLOW, "AllowVnetInBound", NETWORK, NETWORK),
              rule(
                  group,
                  direction,
                  65_001,
                  Access.ALLOW,
                  "AllowAzureLoadBalancerInBound",
                  LOAD_BALANCER,
                  ANY),
              rule(group, direction, 65_500, Access.DENY, "DenyAllInBound", ANY, ANY));
      case OUTBOUND ->
          List.of(
              rule(group, direction, 65_000, Access.ALLOW, "AllowVnetOutBound", NETWORK, NETWORK),
              rule(group, direction, 65_001, Access.ALLOW, "AllowInternetOutBound", ANY, INTERNET),
              rule(group, direction, 65_500, Access.DENY, "DenyAllOutBound", ANY, ANY));
    };
  }

  private static SecurityRule rule(
      ResourceId group,
      Direction direction,
      int priority,
      Access access,
      String name,
      AddressTerm source,
      AddressTerm destination) {
    return new SecurityRule(
        group.child("defaultSecurityRules", name),
        Optional.empty(),
        priority,
        direction,
        access,
        Traffic.ALL.between(List.of(source), List.of(destination)));
  }
}
