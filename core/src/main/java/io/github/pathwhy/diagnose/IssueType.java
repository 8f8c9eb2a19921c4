package io.github.pathwhy.diagnose;

/// The kinds of issues, by Azure's names (`network-watcher/connection-troubleshoot-overview`), and
/// those for faults that Azure has no name for.
public enum IssueType {
  CPU("CPU"),
  MEMORY("Memory"),
  GUEST_FIREWALL("GuestFirewall"),
  DNS_RESOLUTION("DNSResolution"),
  NETWORK_SECURITY_RULE("NetworkSecurityRule"),
  USER_DEFINED_ROUTE("UserDefinedRoute"),
  ROUTE_MISSING("RouteMissing"),
  NO_ROUTE_LEARNED("NoRouteLearned"),
  UDR_LOOP("UDRLoop"),
  VNET_ACCESS_NOT_ALLOWED("VnetAccessNotAllowed"),
  IP_FORWARDING_NOT_ENABLED("IPForwardingNotEnabled"),
  DESTINATION_UNREACHABLE("DestinationUnreachable"),
  DESTINATION_PARTIALLY_REACHABLE("DestinationPartiallyReachable"),
  SOURCE_PORT_IN_USE("SourcePortInUse"),
  NO_LISTENER_ON_DESTINATION("NoListenerOnDestination"),
  INCOMPLETE_TOPOLOGY("IncompleteTopology"),
  VM_STARTING("VMStarting"),
  VM_REBOOTING("VMRebooting"),
  VM_STOPPING("VMStopping"),
  VM_STOPPED("VMStopped"),
  VM_DEALLOCATING("VMDeallocating"),
  VM_DEALLOCATED("VMDeallocated"),
  VM_NOT_ALLOCATED("VMNotAllocated"),
  DIP_PROBE_DOWN("DIPProbeDown"),
  BASIC_ILB_WITH_GLOBAL_PEERING("BasicILBNotSupportedWithGlobalPeering"),
  STANDARD_ILB_OUTBOUND("StandardILBOutboundInternetNotAllowed"),
  GATEWAY_NOT_PROVISIONED("GatewayNotProvisioned"),
  NO_CONNECTION_CONFIGURED("NoConnectionConfigured"),
  CONNECTION_STATE_DISCONNECTED("ConnectionStateDisconnected"),
  UNEXPECTED_GATEWAY_CONNECTION("UnexpectedVirtualNetworkGatewayConnection"),
  PEERING_INFO_NOT_FOUND("PeeringInfoNotFound"),
  ARP_MISSING("ARPMissing"),
  ALLOW_GATEWAY_TRANSIT_NOT_ENABLED("AllowGatewayTransitNotEnabled"),
  USE_REMOTE_GATEWAYS_NOT_ENABLED("UseRemoteGatewaysNotEnabled"),
  /** Spelt as Azure spells it. */
  BGP_ROUTE_PROPAGATION_DISABLED("BGPRoutePropogationDisabled"),
  VIRTUAL_HUB_NOT_PROVISIONED("VirtualHubNotProvisioned"),
  /** Nothing came back, or the connection broke. */
  NETWORK_ERROR("NetworkError"),
  /** The source address or port cannot be bound. */
  SOCKET_ERROR("SocketError"),
  STATUS_CODE_VALIDATION_FAILED("StatusCodeValidationFailed"),
  HEADER_VALIDATION_FAILED("HeaderValidationFailed"),
  CONTENT_VALIDATION_FAILED("ContentValidationFailed"),
  INVALID_RESPONSE_FROM_SERVER("InvalidResponseFromServer"),
  /** The server's certificate does not stand, or it wants one of the client. */
  CERTIFICATE_ERROR("CertificateError"),
  /** No common TLS version, or no TLS at all. */
  TLS_HANDSHAKE_FAILED("TLSHandshakeFailed"),
  /** Something on the way answers in the destination's name. */
  PROXIED_CONNECTION("ProxiedConnection"),
  /** Large packets vanish without a word. */
  PATH_MTU_BLACK_HOLE("PathMtuBlackHole"),
  /** The reply misses a stateful device that saw the request, or meets one that did not. */
  ASYMMETRIC_ROUTING("AsymmetricRouting"),
  /** No public source address for an internet flow. */
  OUTBOUND_ACCESS_MISSING("OutboundAccessMissing"),
  /** A service refuses the caller by its network rules. */
  SERVICE_ACCESS_DENIED("ServiceAccessDenied"),
  /** A rule of an appliance denies. */
  APPLIANCE_RULE("ApplianceRule"),
  /** A load balancer maps a flow back to the member that sent it. */
  LOAD_BALANCER_HAIRPIN("LoadBalancerHairpin"),
  /** Forwarded traffic crosses a peering link that does not allow it. */
  FORWARDED_TRAFFIC_NOT_ALLOWED("ForwardedTrafficNotAllowed");

  private final String azureName;

  IssueType(String azureName) {
    this.azureName = azureName;
  }

  /** The name in output. */
  public String azureName() {
    return azureName;
  }
}
