package io.github.pathwhy.load;

import static io.github.pathwhy.load.Terraform.id;
import static io.github.pathwhy.load.Terraform.resource;
import static io.github.pathwhy.load.Terraform.resourceId;
import static io.github.pathwhy.load.Terraform.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.load.form.Parameters;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.terraform.TerraformForm;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.gateway.GatewayConnection;
import io.github.pathwhy.model.gateway.HubGateway;
import io.github.pathwhy.model.gateway.Propagation;
import io.github.pathwhy.model.gateway.RouteServer;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.gateway.VirtualNetworkGateway;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NatGateway;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.Peering;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.Access;
import io.github.pathwhy.model.security.NetworkManager;
import io.github.pathwhy.model.security.SecurityGroup;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.FirewallPolicy;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.model.service.PrivateDnsZone;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.DocumentParser;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the resources of the azurerm provider become, family by family. */
final class TerraformShapesTest {
  private static final String NETWORK =
      resource(
          "azurerm_virtual_network.hub",
          "name: hub, resource_group_name: rg, address_space: [10.0.0.0/16], dns_servers: []");

  private static String subnet(String name, String prefix) {
    return resource(
        "azurerm_subnet." + name,
        "name: %s, resource_group_name: rg, virtual_network_name: hub, address_prefixes: [%s]"
            .formatted(name, prefix));
  }

  private static String of(String address, String values) {
    return resource(address, "resource_group_name: rg, " + values);
  }

  private static String subnetId(String name) {
    return id("virtualNetworks/hub/subnets/" + name);
  }

  /** What the form makes of the resources of a type, before it is read. */
  static List<Tree> found(String document, String type) {
    Problems problems = new Problems();
    Limits limits = new Limits(Runtime.getRuntime().maxMemory());
    Source source = new Source("1", document.getBytes(StandardCharsets.UTF_8));
    Tree root = DocumentParser.parse(source, problems, limits).orElseThrow();
    Reading reading =
        new Reading(source, problems, limits, new Parameters(), new Omissions(problems));
    new TerraformForm().read(root, reading);
    List<Tree> found = new ArrayList<>();
    for (Reading.Found each : reading.found()) {
      if (each instanceof Reading.Found.Resource(Tree.Mapping object, String path)
          && path.contains(type + ".")) {
        for (Tree.Entry entry : object.entries()) {
          found.add(flat(entry.value()));
        }
      }
    }
    return found;
  }

  /** Objects as lists of their values, which have a text. */
  private static Tree flat(Tree tree) {
    return switch (tree) {
      case Tree.Scalar scalar -> scalar;
      case Tree.Sequence list ->
          new Tree.Sequence(list.items().stream().map(TerraformShapesTest::flat).toList(), 0);
      case Tree.Mapping mapping ->
          new Tree.Sequence(
              mapping.entries().stream().map(entry -> flat(entry.value())).toList(), 0);
    };
  }

  @Test
  void subnetsInlineAndOnTheirOwnWithTheirAssociations() {
    Topology topology =
        Inputs.topology(
            state(
                of(
                    "azurerm_virtual_network.v",
                    "name: v, address_space: [10.0.0.0/16], subnet: [{name: old, address_prefix:"
                        + " 10.0.1.0/24, security_group: '"
                        + id("networkSecurityGroups/n")
                        + "', id: ''}, {name: new, address_prefixes: [10.0.2.0/24], delegation:"
                        + " [{name: d, service_delegation: [{name: Microsoft.Web/serverFarms}]}],"
                        + " default_outbound_access_enabled: false}]"),
                of(
                    "azurerm_subnet.own",
                    "name: own, virtual_network_name: v, address_prefixes: [10.0.3.0/24],"
                        + " service_endpoints: [Microsoft.Storage],"
                        + " private_endpoint_network_policies: RouteTableEnabled"),
                of(
                    "azurerm_subnet.older",
                    "name: older, virtual_network_name: v, address_prefix: 10.0.4.0/24,"
                        + " address_prefixes: [], enforce_private_link_endpoint_network_policies:"
                        + " false"),
                resource(
                    "azurerm_subnet_route_table_association.a",
                    "subnet_id: '%s', route_table_id: '%s'"
                        .formatted(id("virtualNetworks/v/subnets/new"), id("routeTables/r"))),
                resource(
                    "azurerm_subnet_nat_gateway_association.a",
                    "subnet_id: '%s', nat_gateway_id: '%s'"
                        .formatted(id("virtualNetworks/v/subnets/own"), id("natGateways/g")))));

    assertThat(topology.all(VirtualNetwork.class).getFirst().subnets())
        .extracting(
            Subnet::name,
            Subnet::securityGroup,
            Subnet::routeTable,
            Subnet::natGateway,
            Subnet::endpointPolicies)
        .containsExactly(
            tuple(
                "old",
                Optional.of(resourceId("networkSecurityGroups/n")),
                Optional.empty(),
                Optional.empty(),
                Subnet.EndpointPolicies.DISABLED),
            tuple(
                "new",
                Optional.empty(),
                Optional.of(resourceId("routeTables/r")),
                Optional.empty(),
                Subnet.EndpointPolicies.DISABLED),
            tuple(
                "own",
                Optional.empty(),
                Optional.empty(),
                Optional.of(resourceId("natGateways/g")),
                Subnet.EndpointPolicies.ROUTE_TABLES),
            tuple(
                "older",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Subnet.EndpointPolicies.ENABLED));
    assertThat(topology.all(VirtualNetwork.class).getFirst().subnets().get(1))
        .extracting(Subnet::delegations, Subnet::defaultOutboundAccess)
        .containsExactly(List.of("Microsoft.Web/serverFarms"), Optional.of(false));
  }

  @Test
  void peeringsWithTheirFlags() {
    Topology topology =
        Inputs.topology(
            state(
                NETWORK,
                of(
                    "azurerm_virtual_network_peering.p",
                    "name: p, virtual_network_name: hub, remote_virtual_network_id: '"
                        + id("virtualNetworks/spoke")
                        + "', allow_forwarded_traffic: true, use_remote_gateways: true")));

    assertThat(topology.all(VirtualNetwork.class).getFirst().peerings())
        .extracting(
            Peering::remote,
            Peering::allowVirtualNetworkAccess,
            Peering::allowForwardedTraffic,
            Peering::useRemoteGateways)
        .containsExactly(tuple(resourceId("virtualNetworks/spoke"), true, true, true));
  }

  @Test
  void rulesInlineAndOnTheirOwn() {
    Topology topology =
        Inputs.topology(
            state(
                of(
                    "azurerm_network_security_group.n",
                    "name: n, security_rule: [{name: a, priority: 100, direction: inbound, access:"
                        + " ALLOW, protocol: tcp, source_port_range: '*', source_port_ranges: [],"
                        + " destination_port_range: '', destination_port_ranges: ['80', '443'],"
                        + " source_address_prefix: '*', destination_address_prefix: '*',"
                        + " source_application_security_group_ids: []}]"),
                of(
                    "azurerm_network_security_rule.b",
                    "name: b, network_security_group_name: n, priority: 200, direction: Outbound,"
                        + " access: Deny, protocol: '*', source_port_range: '*',"
                        + " destination_port_range: '*', source_address_prefixes: [10.0.0.0/24],"
                        + " destination_address_prefix: Internet")));

    assertThat(topology.all(SecurityGroup.class).getFirst().rules())
        .extracting(
            SecurityRule::name,
            SecurityRule::access,
            rule -> rule.traffic().destinationPorts().size())
        .containsExactly(tuple("a", Access.ALLOW, 2), tuple("b", Access.DENY, 1));
  }

  @Test
  void routesWithBothNamesOfPropagation() {
    String route = "route: [{name: r, address_prefix: 10.1.0.0/16, next_hop_type: VnetLocal}]";
    Topology topology =
        Inputs.topology(
            state(
                of("azurerm_route_table.a", "name: a, disable_bgp_route_propagation: true"),
                of(
                    "azurerm_route_table.b",
                    "name: b, bgp_route_propagation_enabled: false, " + route),
                of("azurerm_route_table.c", "name: c, bgp_route_propagation_enabled: true"),
                of(
                    "azurerm_route.r",
                    "name: nva, route_table_name: c, address_prefix: 0.0.0.0/0, next_hop_type:"
                        + " VirtualAppliance, next_hop_in_ip_address: 10.0.0.4")));

    assertThat(topology.all(RouteTable.class))
        .extracting(RouteTable::disableBgpRoutePropagation, table -> table.routes().size())
        .containsExactly(tuple(true, 0), tuple(true, 1), tuple(false, 1));
  }

  @Test
  void interfacesWithWhatIsAssociatedAndMachinesWithTheirPrimaryInterfaceFirst() {
    String place = ", ip_configuration: [{name: ip, subnet_id: '" + subnetId("s") + "'}]";
    Topology topology =
        Inputs.topology(
            state(
                NETWORK,
                subnet("s", "10.0.1.0/24"),
                of("azurerm_network_interface.a", "name: a, enable_ip_forwarding: true" + place),
                of("azurerm_network_interface.b", "name: b, ip_forwarding_enabled: false" + place),
                of("azurerm_application_security_group.g", "name: g"),
                of("azurerm_network_security_group.n", "name: n"),
                resource(
                    "azurerm_network_interface_security_group_association.x",
                    "network_interface_id: '%s', network_security_group_id: '%s'"
                        .formatted(id("networkInterfaces/a"), id("networkSecurityGroups/n"))),
                resource(
                    "azurerm_network_interface_application_security_group_association.x",
                    "network_interface_id: '%s', application_security_group_id: '%s'"
                        .formatted(id("networkInterfaces/a"), id("applicationSecurityGroups/g"))),
                of(
                    "azurerm_virtual_machine.vm",
                    "name: vm, network_interface_ids: ['%s', '%s'], primary_network_interface_id: '%s'"
                        .formatted(
                            id("networkInterfaces/a"),
                            id("networkInterfaces/b"),
                            id("networkInterfaces/b")))));

    assertThat(topology.all(NetworkInterface.class))
        .extracting(NetworkInterface::ipForwarding, NetworkInterface::securityGroup)
        .containsExactly(
            tuple(true, Optional.of(resourceId("networkSecurityGroups/n"))),
            tuple(false, Optional.empty()));
    IpConfiguration first =
        topology.all(NetworkInterface.class).getFirst().ipConfigurations().getFirst();
    assertThat(first.applicationSecurityGroups())
        .containsExactly(resourceId("applicationSecurityGroups/g"));
    assertThat(topology.all(VirtualMachine.class).getFirst().networkInterfaces())
        .containsExactly(resourceId("networkInterfaces/b"), resourceId("networkInterfaces/a"));
  }

  @Test
  void scaleSetsAreTheirInstances() {
    Topology topology =
        Inputs.topology(
            state(
                NETWORK,
                subnet("s", "10.0.1.0/24"),
                of(
                    "azurerm_linux_virtual_machine_scale_set.set",
                    "name: set, sku: Standard_F2, instances: 2, network_interface: [{name: nic,"
                        + " primary: true, ip_configuration: [{name: ip, primary: true, subnet_id:"
                        + " '"
                        + subnetId("s")
                        + "', public_ip_address: [{name: pip}]}]}]"),
                of(
                    "azurerm_virtual_machine_scale_set.old",
                    "name: old, sku: [{name: Standard_F2, capacity: 1}], network_profile: [{name:"
                        + " nic, primary: true, ip_configuration: [{name: ip, primary: true,"
                        + " subnet_id: '"
                        + subnetId("s")
                        + "'}]}]")));

    assertThat(topology.all(VirtualMachine.class)).hasSize(3);
    assertThat(topology.all(NetworkInterface.class)).hasSize(3);
  }

  @Test
  void loadBalancersWithTheirPartsFromResourcesOfTheirOwn() {
    String balancer = "loadbalancer_id: '" + id("loadBalancers/lb") + "', ";
    String pool = id("loadBalancers/lb/backendAddressPools/pool");
    Topology topology =
        Inputs.topology(
            state(
                NETWORK,
                subnet("s", "10.0.1.0/24"),
                of(
                    "azurerm_lb.lb",
                    "name: lb, sku: Standard, frontend_ip_configuration: [{name: front, subnet_id:"
                        + " '"
                        + subnetId("s")
                        + "', private_ip_address: 10.0.1.9, private_ip_address_allocation:"
                        + " Static}]"),
                resource("azurerm_lb_backend_address_pool.p", balancer + "name: pool"),
                resource(
                    "azurerm_lb_backend_address_pool_address.m",
                    "backend_address_pool_id: '"
                        + pool
                        + "', name: m, ip_address: 10.0.1.20, virtual_network_id: '"
                        + id("virtualNetworks/hub")
                        + "'"),
                resource("azurerm_lb_probe.p", balancer + "name: probe, port: 80, protocol: Http"),
                resource(
                    "azurerm_lb_rule.r",
                    balancer
                        + "name: rule, frontend_ip_configuration_name: front, protocol: tcp,"
                        + " frontend_port: 80, backend_port: 8080, backend_address_pool_ids: ['"
                        + pool
                        + "'], probe_id: '"
                        + id("loadBalancers/lb/probes/probe")
                        + "'"),
                resource(
                    "azurerm_lb_nat_rule.n",
                    balancer
                        + "resource_group_name: rg, name: nat, frontend_ip_configuration_name:"
                        + " front, protocol: Tcp, frontend_port: 2022, backend_port: 22"),
                resource(
                    "azurerm_lb_outbound_rule.o",
                    balancer
                        + "name: out, protocol: All, backend_address_pool_id: '"
                        + pool
                        + "', frontend_ip_configuration: [{name: front}]"),
                of(
                    "azurerm_network_interface.nic",
                    "name: nic, ip_configuration: [{name: ip, subnet_id: '"
                        + subnetId("s")
                        + "'}]"),
                resource(
                    "azurerm_network_interface_backend_address_pool_association.a",
                    "network_interface_id: '%s', ip_configuration_name: ip, backend_address_pool_id: '%s'"
                        .formatted(id("networkInterfaces/nic"), pool))));

    LoadBalancer balanced = topology.all(LoadBalancer.class).getFirst();
    assertThat(balanced.rules())
        .extracting(
            LoadBalancer.Rule::pools, LoadBalancer.Rule::probe, LoadBalancer.Rule::backendPort)
        .containsExactly(
            tuple(
                List.of(resourceId("loadBalancers/lb/backendAddressPools/pool")),
                Optional.of(resourceId("loadBalancers/lb/probes/probe")),
                8080));
    assertThat(balanced.pools().getFirst().addresses()).hasSize(1);
    assertThat(balanced.inboundNat()).hasSize(1);
    assertThat(balanced.outboundRules()).hasSize(1);
    assertThat(
            topology.all(NetworkInterface.class).getFirst().ipConfigurations().getFirst().pools())
        .containsExactly(resourceId("loadBalancers/lb/backendAddressPools/pool"));
  }

  @Test
  void applicationGatewaysByTheNamesOfTheirParts() {
    Topology topology =
        Inputs.topology(
            state(
                NETWORK,
                subnet("agw", "10.0.1.0/24"),
                of(
                    "azurerm_application_gateway.agw",
                    "name: agw, sku: [{name: WAF_v2, tier: WAF_v2}], gateway_ip_configuration:"
                        + " [{name: g, subnet_id: '"
                        + subnetId("agw")
                        + "'}], frontend_ip_configuration: [{name: f, public_ip_address_id: '"
                        + id("publicIPAddresses/pip")
                        + "', private_ip_address: '', subnet_id: ''}], frontend_port: [{name: p,"
                        + " port: 443}], backend_address_pool: [{name: b, ip_addresses: [10.0.2.4],"
                        + " fqdns: [a.example]}], backend_http_settings: [{name: s, port: 8443,"
                        + " protocol: Https}], http_listener: [{name: l,"
                        + " frontend_ip_configuration_name: f, frontend_port_name: p, protocol:"
                        + " Https, host_name: ''}], request_routing_rule: [{name: r, rule_type:"
                        + " Basic, http_listener_name: l, backend_address_pool_name: b,"
                        + " backend_http_settings_name: s, priority: 10}]")));

    ApplicationGateway gateway = topology.all(ApplicationGateway.class).getFirst();
    assertThat(gateway.listeners())
        .extracting(ApplicationGateway.Listener::port, listener -> listener.routes().size())
        .containsExactly(tuple(443, 1));
    assertThat(gateway.listeners().getFirst().routes().getFirst().pool().addresses()).hasSize(1);
  }

  @Test
  void privateEndpointsWithTheirZones() {
    Topology topology =
        Inputs.topology(
            state(
                NETWORK,
                subnet("s", "10.0.1.0/24"),
                of(
                    "azurerm_private_endpoint.pe",
                    "name: pe, subnet_id: '"
                        + subnetId("s")
                        + "', private_service_connection: [{name: c, is_manual_connection: false,"
                        + " private_connection_resource_id:"
                        + " '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a',"
                        + " subresource_names: [blob], private_ip_address: 10.0.1.7}],"
                        + " private_dns_zone_group: [{name: g, private_dns_zone_ids: ['"
                        + id("privateDnsZones/z")
                        + "']}]"),
                of("azurerm_private_dns_zone.z", "name: z"),
                of("azurerm_private_dns_a_record.a", "name: a, zone_name: z, records: [10.0.1.7]"),
                of(
                    "azurerm_private_dns_zone_virtual_network_link.l",
                    "name: l, private_dns_zone_name: z, virtual_network_id: '"
                        + id("virtualNetworks/hub")
                        + "', registration_enabled: true")));

    assertThat(topology.all(PrivateEndpoint.class).getFirst())
        .extracting(PrivateEndpoint::groupIds, PrivateEndpoint::dnsZones)
        .containsExactly(List.of("blob"), List.of(resourceId("privateDnsZones/z")));
    PrivateDnsZone zone = topology.all(PrivateDnsZone.class).getFirst();
    assertThat(zone.records()).hasSize(1);
    assertThat(zone.links()).hasSize(1);
  }

  @Test
  void firewallsWithPolicyOrWithRulesOfTheirOwn() {
    Topology topology =
        Inputs.topology(
            state(
                of("azurerm_firewall.classic", "name: classic"),
                of(
                    "azurerm_firewall_network_rule_collection.n",
                    "name: net, azure_firewall_name: classic, priority: 100, action: Deny, rule:"
                        + " [{name: r, source_addresses: ['*'], destination_addresses:"
                        + " [10.0.0.0/8], destination_ports: ['22'], protocols: [TCP]}]"),
                of(
                    "azurerm_firewall_nat_rule_collection.n",
                    "name: nat, azure_firewall_name: classic, priority: 100, action: Dnat, rule:"
                        + " [{name: r, source_addresses: ['*'], destination_addresses:"
                        + " [203.0.113.4], destination_ports: ['443'], protocols: [TCP],"
                        + " translated_address: 10.0.0.4, translated_port: '443'}]"),
                of("azurerm_firewall_policy.p", "name: p"),
                of("azurerm_ip_group.g", "name: g, cidrs: [10.1.0.0/16]"),
                resource(
                    "azurerm_ip_group_cidr.c",
                    "ip_group_id: '" + id("ipGroups/g") + "', cidr: 10.2.0.0/16"),
                resource(
                    "azurerm_firewall_policy_rule_collection_group.g",
                    "name: grp, firewall_policy_id: '"
                        + id("firewallPolicies/p")
                        + "', priority: 200, network_rule_collection: [{name: n, priority: 100,"
                        + " action: Allow, rule: [{name: r, protocols: [Any], source_ip_groups: ['"
                        + id("ipGroups/g")
                        + "'], destination_addresses: ['*'], destination_ports: ['*']}]}],"
                        + " application_rule_collection: [{name: a, priority: 200, action: Deny,"
                        + " rule: [{name: r, source_addresses: ['*'], destination_fqdns:"
                        + " [a.example], protocols: [{type: Https, port: 443}]}]}],"
                        + " nat_rule_collection: [{name: d, priority: 300, action: Dnat, rule:"
                        + " [{name: r, protocols: [TCP], source_addresses: ['*'],"
                        + " destination_address: 203.0.113.4, destination_ports: ['80'],"
                        + " translated_address: 10.0.0.4, translated_port: 80}]}]")));

    FirewallPolicy.Rules classic = topology.all(AzureFirewall.class).getFirst().ownRules();
    assertThat(classic.network()).hasSize(1);
    assertThat(classic.network().getFirst().access()).isEqualTo(Access.DENY);
    assertThat(classic.nat().getFirst().rules().getFirst().translatedPort()).contains(443);
    FirewallPolicy.Rules rules = topology.all(FirewallPolicy.class).getFirst().rules();
    assertThat(rules.network().getFirst().rules().getFirst().traffic().source()).hasSize(2);
    assertThat(rules.application().getFirst().rules().getFirst().fqdns())
        .containsExactly("a.example");
    assertThat(rules.nat().getFirst().rules()).hasSize(1);
  }

  @Test
  void gatewaysConnectionsAndRouteServers() {
    Topology topology =
        Inputs.topology(
            state(
                NETWORK,
                subnet("GatewaySubnet", "10.0.1.0/24"),
                subnet("RouteServerSubnet", "10.0.2.0/24"),
                of(
                    "azurerm_virtual_network_gateway.g",
                    "name: g, type: Vpn, enable_bgp: true, ip_configuration: [{name: c, subnet_id:"
                        + " '"
                        + subnetId("GatewaySubnet")
                        + "'}], bgp_settings: [{asn: 65515, peering_addresses: [{default_addresses:"
                        + " [10.0.1.30]}]}], vpn_client_configuration: [{address_space:"
                        + " [172.16.0.0/24]}]"),
                of(
                    "azurerm_local_network_gateway.l",
                    "name: l, gateway_address: 203.0.113.9, address_space: [192.168.0.0/24]"),
                of(
                    "azurerm_virtual_network_gateway_connection.c",
                    "name: c, type: IPsec, virtual_network_gateway_id: '%s', local_network_gateway_id: '%s'"
                        .formatted(id("virtualNetworkGateways/g"), id("localNetworkGateways/l"))),
                of(
                    "azurerm_route_server.rs",
                    "name: rs, subnet_id: '"
                        + subnetId("RouteServerSubnet")
                        + "', branch_to_branch_traffic_enabled: true"),
                resource(
                    "azurerm_route_server_bgp_connection.b",
                    "name: b, route_server_id: '"
                        + id("virtualHubs/rs")
                        + "', peer_asn: 65501, peer_ip: 10.0.3.4")));

    assertThat(topology.all(VirtualNetworkGateway.class).getFirst())
        .extracting(VirtualNetworkGateway::bgp, gateway -> gateway.clientPool().size())
        .containsExactly(true, 1);
    assertThat(topology.all(GatewayConnection.class).getFirst().remote())
        .contains(resourceId("localNetworkGateways/l"));
    assertThat(topology.all(RouteServer.class).getFirst().peers()).hasSize(1);
  }

  @Test
  void virtualHubsWithTablesConnectionsAndIntent() {
    String hub = "virtual_hub_id: '" + id("virtualHubs/hub") + "', ";
    Topology topology =
        Inputs.topology(
            state(
                of("azurerm_virtual_wan.w", "name: w"),
                of(
                    "azurerm_virtual_hub.h",
                    "name: hub, address_prefix: 10.100.0.0/23, virtual_wan_id: '"
                        + id("virtualWans/w")
                        + "'"),
                resource(
                    "azurerm_virtual_hub_connection.c",
                    hub
                        + "name: c, remote_virtual_network_id: '"
                        + id("virtualNetworks/spoke")
                        + "', internet_security_enabled: true, routing:"
                        + " [{associated_route_table_id: '"
                        + id("virtualHubs/hub/hubRouteTables/t")
                        + "', propagated_route_table: [{labels: [none], route_table_ids: []}],"
                        + " static_vnet_route: [{name: s, address_prefixes: [10.5.0.0/16],"
                        + " next_hop_ip_address: 10.4.0.4}],"
                        + " static_vnet_propagate_static_routes_enabled: false,"
                        + " static_vnet_local_route_override_criteria: Equal}]"),
                resource("azurerm_virtual_hub_route_table.t", hub + "name: t, labels: [a]"),
                resource(
                    "azurerm_virtual_hub_route_table_route.r",
                    "name: r, route_table_id: '"
                        + id("virtualHubs/hub/hubRouteTables/defaultRouteTable")
                        + "', destinations_type: CIDR, destinations: [10.6.0.0/16], next_hop_type:"
                        + " ResourceId, next_hop: '"
                        + id("virtualHubs/hub/hubVirtualNetworkConnections/c")
                        + "'"),
                resource(
                    "azurerm_virtual_hub_routing_intent.i",
                    hub
                        + "name: i, routing_policy: [{name: p, destinations: [Internet], next_hop:"
                        + " '"
                        + id("azureFirewalls/fw")
                        + "'}]"),
                of("azurerm_vpn_gateway.v", hub + "name: v"),
                resource(
                    "azurerm_vpn_gateway_connection.v",
                    "name: v, vpn_gateway_id: '"
                        + id("vpnGateways/v")
                        + "', remote_vpn_site_id: '"
                        + id("vpnSites/site")
                        + "', internet_security_enabled: true, vpn_link: [{name: l, bgp_enabled:"
                        + " true}], routing: [{propagated_route_table: [{labels: [blue],"
                        + " route_table_ids: ['"
                        + id("virtualHubs/hub/hubRouteTables/t")
                        + "']}]}]"),
                of(
                    "azurerm_vpn_site.s",
                    "name: site, address_cidrs: [172.20.0.0/16], link: [{name: l, ip_address:"
                        + " 198.51.100.9, bgp: [{asn: 65001, peering_address: 172.20.0.1}]}]"),
                of("azurerm_express_route_gateway.e", hub + "name: e"),
                resource(
                    "azurerm_express_route_connection.e",
                    "name: e, express_route_gateway_id: '"
                        + id("expressRouteGateways/e")
                        + "', express_route_circuit_peering_id: '"
                        + id("expressRouteCircuits/c/peerings/AzurePrivatePeering")
                        + "'")));

    VirtualHub read = topology.all(VirtualHub.class).getFirst();
    assertThat(read.connections().getFirst())
        .extracting(
            VirtualHub.Connection::associatedTable, connection -> connection.propagation().labels())
        .containsExactly(resourceId("virtualHubs/hub/hubRouteTables/t"), List.of("none"));
    assertThat(read.connections().getFirst().staticRoutes())
        .extracting(VirtualHub.StaticRoutes::propagated, VirtualHub.StaticRoutes::overrideLocal)
        .containsExactly(false, false);
    HubGateway.Link site = Inputs.only(topology, HubGateway.class, "v").links().getFirst();
    assertThat(site.prefixes()).containsExactly(Prefix.of("172.20.0.0/16"));
    assertThat(site.dynamic()).isTrue();
    assertThat(site.internetSecurity()).isTrue();
    assertThat(site.propagation())
        .isEqualTo(
            new Propagation(
                List.of(resourceId("virtualHubs/hub/hubRouteTables/t")), List.of("blue")));
    assertThat(Inputs.only(topology, HubGateway.class, "e").links().getFirst().remote())
        .contains(resourceId("expressRouteCircuits/c"));
    assertThat(read.routeTables().getFirst().routes()).hasSize(1);
    assertThat(read.routingIntent()).hasSize(1);
  }

  @Test
  void networkManagersWithAdminRules() {
    Topology topology =
        Inputs.topology(
            state(
                NETWORK,
                of("azurerm_network_manager.m", "name: m"),
                resource(
                    "azurerm_network_manager_network_group.g",
                    "name: g, network_manager_id: '" + id("networkManagers/m") + "'"),
                resource(
                    "azurerm_network_manager_static_member.s",
                    "name: s, network_group_id: '%s', target_virtual_network_id: '%s'"
                        .formatted(
                            id("networkManagers/m/networkGroups/g"), id("virtualNetworks/hub"))),
                resource(
                    "azurerm_network_manager_security_admin_configuration.c",
                    "name: c, network_manager_id: '" + id("networkManagers/m") + "'"),
                resource(
                    "azurerm_network_manager_admin_rule_collection.r",
                    "name: r, security_admin_configuration_id: '%s', network_group_ids: ['%s']"
                        .formatted(
                            id("networkManagers/m/securityAdminConfigurations/c"),
                            id("networkManagers/m/networkGroups/g"))),
                resource(
                    "azurerm_network_manager_admin_rule.d",
                    "name: d, admin_rule_collection_id: '"
                        + id("networkManagers/m/securityAdminConfigurations/c/ruleCollections/r")
                        + "', action: Deny, direction: Inbound, priority: 1, protocol: Tcp,"
                        + " destination_port_ranges: ['22'], source: [{address_prefix_type:"
                        + " ServiceTag, address_prefix: Internet}]")));

    NetworkManager manager = topology.all(NetworkManager.class).getFirst();
    assertThat(manager.groups().getFirst().members())
        .containsExactly(resourceId("virtualNetworks/hub"));
    assertThat(manager.collections().getFirst().rules()).hasSize(1);
  }

  @Test
  void anInterfaceSaysWhichMachineHasIt() {
    String nic = "name: %s, subnet_id: '" + subnetId("s") + "', virtual_machine_id: '%s'";
    Topology topology =
        Inputs.topology(
            state(
                NETWORK,
                subnet("s", "10.0.1.0/24"),
                of("azurerm_network_interface.a", nic.formatted("a", id("virtualMachines/vm"))),
                of("azurerm_network_interface.b", nic.formatted("b", ""))));

    assertThat(topology.all(NetworkInterface.class))
        .extracting(NetworkInterface::virtualMachine)
        .containsExactly(Optional.of(resourceId("virtualMachines/vm")), Optional.empty());
  }

  @Test
  void aNatGatewayOfAnUnknownSkuSaysSo() {
    Topology topology =
        Inputs.topology(
            state(
                of("azurerm_nat_gateway.a", "name: a, sku_name: StandardV3"),
                of("azurerm_nat_gateway.b", "name: b, sku_name: Standard")));

    assertThat(topology.gaps().at(resourceId("natGateways/a")))
        .extracting(Gap::value)
        .containsExactly("'StandardV3'");
    assertThat(topology.gaps().at(resourceId("natGateways/b"))).isEmpty();
  }

  @Test
  void natGatewaysWithTheirAddressesFromAssociations() {
    Topology topology =
        Inputs.topology(
            state(
                of("azurerm_nat_gateway.g", "name: g"),
                of("azurerm_public_ip.p", "name: p, sku: Standard, ip_address: 203.0.113.5"),
                of("azurerm_public_ip_prefix.p", "name: p, ip_prefix: 203.0.113.16/28"),
                resource(
                    "azurerm_nat_gateway_public_ip_association.a",
                    "nat_gateway_id: '%s', public_ip_address_id: '%s'"
                        .formatted(id("natGateways/g"), id("publicIPAddresses/p"))),
                resource(
                    "azurerm_nat_gateway_public_ip_prefix_association.a",
                    "nat_gateway_id: '%s', public_ip_prefix_id: '%s'"
                        .formatted(id("natGateways/g"), id("publicIPPrefixes/p")))));

    assertThat(topology.all(NatGateway.class).getFirst())
        .extracting(
            gateway -> gateway.publicIpAddresses().size(),
            gateway -> gateway.publicIpPrefixes().size())
        .containsExactly(1, 1);
  }

  @Test
  void whatIsNotModelledKeepsWhatItRefersTo() {
    Topology topology =
        Inputs.topology(
            state(
                of(
                    "azurerm_kubernetes_cluster.k",
                    "name: k, default_node_pool: [{name: p, vnet_subnet_id: '"
                        + subnetId("s")
                        + "'}]"),
                resource(
                    "azapi_resource.a",
                    "type: 'Microsoft.Network/virtualNetworks@2024-01-01', parent_id:"
                        + " /subscriptions/s/resourceGroups/rg, name: v, body: '{\"properties\":"
                        + " {\"addressSpace\": {\"addressPrefixes\": [\"10.7.0.0/16\"]}}}'")));

    assertThat(topology.all(Unmodelled.class).getFirst())
        .extracting(Unmodelled::armType, Unmodelled::references)
        .containsExactly(
            "Microsoft.ContainerService/managedClusters",
            java.util.Set.of(resourceId("virtualNetworks/hub/subnets/s")));
    assertThat(topology.all(VirtualNetwork.class).getFirst().addressSpace())
        .containsExactly(Prefix.of("10.7.0.0/16"));
  }
}
