package io.github.pathwhy.diagnose;

import io.github.pathwhy.diagnose.Issue.Context;
import io.github.pathwhy.diagnose.Issue.Origin;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.trace.evidence.GatewayStep;
import java.util.Optional;

/** Words and issues for the decisions of gateways and hubs. */
final class GatewaySteps {
  private GatewaySteps() {}

  /** The step as a clause. */
  static String clause(GatewayStep step) {
    return switch (step) {
      case GatewayStep.Tunnelled(var connection) -> "connection " + connection.name();
      case GatewayStep.NotProvisioned(var gateway, String state) ->
          gateway.name() + " is not in service: its provisioning state is " + state;
      case GatewayStep.NoConnection(var gateway) -> gateway.name() + " has no connection";
      case GatewayStep.Disconnected(var connection, String state) ->
          connection.name() + " is not connected: its state is " + state;
      case GatewayStep.NoWayBack(var connection, var remote) ->
          "connection "
              + connection.name()
              + " has no counterpart at "
              + remote.name()
              + ": both gateways need one";
      case GatewayStep.NotSelected(var connection, var local, var remote) ->
          "no traffic selector of connection "
              + connection.name()
              + " has "
              + local
              + " and "
              + remote;
      case GatewayStep.NoPrivatePeering(var circuit) ->
          "circuit " + circuit.name() + " has no private peering";
      case GatewayStep.ArpMissing(var circuit) ->
          "circuit " + circuit.name() + " misses an ARP entry at the edge";
      case GatewayStep.NoRoute(var gateway, var destination) ->
          gateway.name() + " has no route to " + destination;
      case GatewayStep.BgpOff(var connection) ->
          "connection "
              + connection.name()
              + " has BGP off: it carries no routes of other networks";
      case GatewayStep.BranchToBranchOff(var gateway, String other) ->
          "no Route Server with branch-to-branch traffic joins " + gateway.name() + " and " + other;
      case GatewayStep.WanTransitOff(var hub, String other) ->
          "the virtual WAN of "
              + hub.name()
              + " has allowBranchToBranchTraffic false, which keeps branches from those of "
              + other;
      case GatewayStep.EndpointPastFirewall(var endpoint, var firewall) ->
          "the host route of "
              + endpoint.name()
              + " leads past "
              + firewall.name()
              + ", which its answer goes to (documented to lose connections; enable route table"
              + " policies for private endpoints)";
      case GatewayStep.TransitNotAllowed(var link) ->
          "peering " + link.name() + " has allowGatewayTransit false";
      case GatewayStep.RemoteGatewayNotUsed(var link) ->
          "peering " + link.name() + " has useRemoteGateways false";
      case GatewayStep.PropagationOff(var table, var destination) ->
          "route table "
              + table.name()
              + " has disableBgpRoutePropagation true, which takes the gateway's route to "
              + destination
              + " away";
      case GatewayStep.HubNotProvisioned(var hub, String state) ->
          "virtual hub " + hub.name() + " is not in service: its state is " + state;
      case GatewayStep.NoHubRoute(var hub, var destination) ->
          "virtual hub " + hub.name() + " has no route to " + destination;
    };
  }

  /** Where to mend it. */
  static Optional<SourcePosition> declaredAt(GatewayStep step) {
    return Optional.of(
        switch (step) {
          case GatewayStep.Tunnelled(var connection) -> connection.declaredAt();
          case GatewayStep.NotProvisioned(var gateway, var _) -> gateway.declaredAt();
          case GatewayStep.NoConnection(var gateway) -> gateway.declaredAt();
          case GatewayStep.Disconnected(var connection, var _) -> connection.declaredAt();
          case GatewayStep.NoWayBack(var connection, var _) -> connection.declaredAt();
          case GatewayStep.NotSelected(var connection, var _, var _) -> connection.declaredAt();
          case GatewayStep.NoPrivatePeering(var circuit) -> circuit.declaredAt();
          case GatewayStep.ArpMissing(var circuit) -> circuit.declaredAt();
          case GatewayStep.NoRoute(var gateway, var _) -> gateway.declaredAt();
          case GatewayStep.BgpOff(var connection) -> connection.declaredAt();
          case GatewayStep.BranchToBranchOff(var gateway, var _) -> gateway.declaredAt();
          case GatewayStep.WanTransitOff(var hub, var _) -> hub.declaredAt();
          case GatewayStep.EndpointPastFirewall(var _, var firewall) -> firewall.declaredAt();
          case GatewayStep.TransitNotAllowed(var link) -> link.declaredAt();
          case GatewayStep.RemoteGatewayNotUsed(var link) -> link.declaredAt();
          case GatewayStep.PropagationOff(var table, var _) -> table.declaredAt();
          case GatewayStep.HubNotProvisioned(var hub, var _) -> hub.declaredAt();
          case GatewayStep.NoHubRoute(var hub, var _) -> hub.declaredAt();
        });
  }

  /** The issue, when the step stops the flow. */
  static Optional<IssueFinder.Kind> kind(GatewayStep step) {
    Context reason = new Context("Reason", clause(step));
    return switch (step) {
      case GatewayStep.Tunnelled _ -> Optional.empty();
      case GatewayStep.NotProvisioned _ ->
          IssueFinder.Kind.of(IssueType.GATEWAY_NOT_PROVISIONED, Origin.LOCAL, reason);
      case GatewayStep.NoConnection _ ->
          IssueFinder.Kind.of(IssueType.NO_CONNECTION_CONFIGURED, Origin.LOCAL, reason);
      case GatewayStep.Disconnected(var connection, String state) ->
          IssueFinder.Kind.of(
              IssueType.CONNECTION_STATE_DISCONNECTED,
              Origin.LOCAL,
              new Context("Connection", connection.id().toString()),
              new Context("ConnectionState", state));
      case GatewayStep.NoWayBack _ ->
          IssueFinder.Kind.of(IssueType.UNEXPECTED_GATEWAY_CONNECTION, Origin.OUTBOUND, reason);
      case GatewayStep.NoPrivatePeering _ ->
          IssueFinder.Kind.of(IssueType.PEERING_INFO_NOT_FOUND, Origin.LOCAL, reason);
      case GatewayStep.ArpMissing _ ->
          IssueFinder.Kind.of(IssueType.ARP_MISSING, Origin.OUTBOUND, reason);
      case GatewayStep.NoRoute _,
          GatewayStep.BgpOff _,
          GatewayStep.BranchToBranchOff _,
          GatewayStep.WanTransitOff _,
          GatewayStep.NotSelected _ ->
          IssueFinder.Kind.of(IssueType.ROUTE_MISSING, Origin.LOCAL, reason);
      case GatewayStep.EndpointPastFirewall(var _, var firewall) ->
          IssueFinder.Kind.of(
              IssueType.ASYMMETRIC_ROUTING,
              Origin.LOCAL,
              new Context("Device", firewall.id().toString()),
              reason);
      case GatewayStep.TransitNotAllowed(var link) ->
          IssueFinder.Kind.of(
              IssueType.ALLOW_GATEWAY_TRANSIT_NOT_ENABLED,
              Origin.OUTBOUND,
              new Context("PeeringName", link.name()),
              reason);
      case GatewayStep.RemoteGatewayNotUsed(var link) ->
          IssueFinder.Kind.of(
              IssueType.USE_REMOTE_GATEWAYS_NOT_ENABLED,
              Origin.OUTBOUND,
              new Context("PeeringName", link.name()),
              reason);
      case GatewayStep.PropagationOff _ ->
          IssueFinder.Kind.of(IssueType.BGP_ROUTE_PROPAGATION_DISABLED, Origin.OUTBOUND, reason);
      case GatewayStep.HubNotProvisioned _ ->
          IssueFinder.Kind.of(IssueType.VIRTUAL_HUB_NOT_PROVISIONED, Origin.LOCAL, reason);
      case GatewayStep.NoHubRoute _ ->
          IssueFinder.Kind.of(IssueType.NO_ROUTE_LEARNED, Origin.LOCAL, reason);
    };
  }
}
