package io.github.pathwhy.load.gateway;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.gateway.VirtualHub;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import java.util.Optional;

/** Reads the connections of a virtual hub to virtual networks. */
public final class HubConnectionReader {
  private final ResourceId hub;
  private final References references;
  private final HubRoutingReader routing;

  public HubConnectionReader(ResourceId hub, References references, HubNames names) {
    this.hub = hub;
    this.references = references;
    this.routing = new HubRoutingReader(names);
  }

  public Optional<VirtualHub.Connection> read(Fields fields) {
    Optional<String> name = fields.text("name");
    fields.require("remoteVirtualNetwork", "name the network that is connected");
    Optional<ResourceId> network =
        references.one(fields, "remoteVirtualNetwork", ResourceType.VIRTUAL_NETWORK);
    boolean internetSecurity = fields.flag("enableInternetSecurity").orElse(false);
    HubRoutingReader.Routing routing = this.routing.ofNetwork(fields);
    ResourceId id =
        Declarations.childId(
            hub,
            fields,
            "hubVirtualNetworkConnections",
            name.or(() -> network.map(ResourceId::name)).orElse(""));
    fields.close();
    return network.map(to ->
        new VirtualHub.Connection(
            id,
            fields.position(),
            to,
            routing.associated(),
            routing.propagation(),
            routing.staticRoutes(),
            internetSecurity));
  }
}
