package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.load.declare.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads endpoints. */
final class EndpointReader {
  private static final int MOST = 100;
  private static final List<String> MEMBERS =
      List.of(
          "name",
          "type",
          "resourceId",
          "address",
          "filter",
          "scope",
          "coverageLevel",
          "locationDetails",
          "subscriptionId");
  private static final String HOST = "expected an IP address, a host name or a URL";
  private static final String NETWORK = "expected an IP address or a prefix such as 10.0.1.0/24";

  private final Members members;
  private final References references;

  EndpointReader(Members members, References references) {
    this.members = members;
    this.references = references;
  }

  /** The endpoints of a monitor, without those that have no name or no type. */
  List<Endpoint> read(Fields monitor) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (Fields fields : members.named(monitor, "endpoints", MOST, MEMBERS)) {
      readOne(fields).ifPresent(endpoints::add);
    }
    return endpoints;
  }

  private Optional<Endpoint> readOne(Fields fields) {
    Optional<EndpointType> given =
        fields.choice("type", List.of(EndpointType.values()), EndpointType::label);
    Optional<String> address = address(fields);
    Optional<References.Found> resource =
        given.filter(type -> type == EndpointType.EXTERNAL_ADDRESS).isPresent()
            ? Optional.empty()
            : references.read(fields, "resourceId", given);
    given.ifPresent(type -> requireParts(fields, type));
    filter(fields);
    fields.text("subscriptionId");
    members
        .child(fields, "locationDetails", List.of("region"))
        .ifPresent(details -> details.text("region"));
    Optional<Fields> scope = members.child(fields, "scope", List.of("include", "exclude"));
    List<String> included = networks(scope, "include");
    List<String> excluded = networks(scope, "exclude");
    CoverageLevel coverage =
        fields
            .choice("coverageLevel", List.of(CoverageLevel.values()), CoverageLevel::label)
            .orElse(CoverageLevel.DEFAULT);
    Optional<EndpointType> type =
        given.isPresent() || fields.get("type") != null ? given : infer(fields, resource);
    Optional<String> name = fields.text("name");
    if (name.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Endpoint(
            name.get(),
            type.get(),
            resource.map(References.Found::id),
            address,
            included,
            excluded,
            coverage,
            fields.position()));
  }

  /** The host under `address`. */
  static Optional<String> address(Fields fields) {
    return fields.parsed("address", text -> Optional.of(text).filter(AddressText::isHost), HOST);
  }

  /** An endpoint that does not say what it is, is what its resource is, or an address. */
  private static Optional<EndpointType> infer(Fields fields, Optional<References.Found> resource) {
    if (fields.text("resourceId").isPresent()) {
      Optional<EndpointType> type = resource.flatMap(References.Found::type);
      if (resource.isPresent() && type.isEmpty()) {
        fields.problemAt(
            "resourceId",
            "a " + ArmType.of(resource.get().id()).orElse("resource") + " is no endpoint",
            "expected a machine, scale set, subnet, virtual network or workspace");
      }
      return type;
    }
    if (fields.text("address").isPresent()) {
      return Optional.of(EndpointType.EXTERNAL_ADDRESS);
    }
    fields.problem("neither resourceId nor address", "an endpoint is a resource or has an address");
    return Optional.empty();
  }

  private static void requireParts(Fields fields, EndpointType type) {
    switch (type) {
      case EXTERNAL_ADDRESS -> {
        fields.require("address", "an ExternalAddress has one");
        if (fields.get("resourceId") != null) {
          fields.problemAt(
              "resourceId", "an ExternalAddress has none", "give the address, or another type");
        }
      }
      case MMA_WORKSPACE_MACHINE -> {
        fields.require("resourceId", "expected the id of the workspace");
        fields.require("address", "expected the machine's address or name");
      }
      case AZURE_VM, AZURE_VNET, AZURE_SUBNET, AZURE_VMSS, AZURE_ARC_VM, MMA_WORKSPACE_NETWORK ->
          fields.require("resourceId", "expected the id of a " + type.armTypes().getFirst());
      case AZURE_ARC_NETWORK -> {}
    }
  }

  /** The older form of a scope. */
  private void filter(Fields fields) {
    Optional<Fields> filter = members.child(fields, "filter", List.of("type", "items"));
    if (filter.isEmpty()) {
      return;
    }
    filter.get().choice("type", List.of("Include"), word -> word);
    for (Fields item : members.children(filter.get(), "items", List.of("type", "address"))) {
      item.choice("type", List.of("AgentAddress"), word -> word);
      item.require("address", "expected the address of an agent");
      item.text("address");
    }
  }

  private List<String> networks(Optional<Fields> scope, String key) {
    List<String> found = new ArrayList<>();
    if (scope.isPresent()) {
      for (Fields item : members.children(scope.get(), key, List.of("address"))) {
        item.require("address", NETWORK);
        item.parsed("address", text -> Optional.of(text).filter(AddressText::isNetwork), NETWORK)
            .ifPresent(found::add);
      }
    }
    return found;
  }
}
