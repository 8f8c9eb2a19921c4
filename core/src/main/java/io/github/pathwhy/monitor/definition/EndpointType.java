package io.github.pathwhy.monitor.definition;

import java.util.List;
import java.util.Optional;

/** What an endpoint is; all but external addresses can run an agent and so be a source. */
public enum EndpointType {
  AZURE_VM("AzureVM"),
  AZURE_VNET("AzureVNet"),
  AZURE_SUBNET("AzureSubnet"),
  AZURE_VMSS("AzureVMSS"),
  AZURE_ARC_VM("AzureArcVM"),
  AZURE_ARC_NETWORK("AzureArcNetwork"),
  MMA_WORKSPACE_MACHINE("MMAWorkspaceMachine"),
  MMA_WORKSPACE_NETWORK("MMAWorkspaceNetwork"),
  EXTERNAL_ADDRESS("ExternalAddress");

  private final String label;

  EndpointType(String label) {
    this.label = label;
  }

  /** Azure's word. */
  public String label() {
    return label;
  }

  /** The ARM types that the endpoint's resource may have; empty when it has no resource. */
  public List<String> armTypes() {
    return switch (this) {
      case AZURE_VM ->
          List.of(
              "Microsoft.Compute/virtualMachines",
              "Microsoft.Compute/virtualMachineScaleSets/virtualMachines");
      case AZURE_VNET -> List.of("Microsoft.Network/virtualNetworks");
      case AZURE_SUBNET -> List.of("Microsoft.Network/virtualNetworks/subnets");
      case AZURE_VMSS -> List.of("Microsoft.Compute/virtualMachineScaleSets");
      case AZURE_ARC_VM -> List.of("Microsoft.HybridCompute/machines");
      case MMA_WORKSPACE_MACHINE, MMA_WORKSPACE_NETWORK ->
          List.of("Microsoft.OperationalInsights/workspaces");
      case AZURE_ARC_NETWORK, EXTERNAL_ADDRESS -> List.of();
    };
  }

  /** Whether an agent can run there, so that tests can start there. */
  public boolean canBeSource() {
    return this != EXTERNAL_ADDRESS;
  }

  /** Whether the resource may be of this ARM type, in any case. */
  boolean takes(String armType) {
    return armTypes().stream().anyMatch(armType::equalsIgnoreCase);
  }

  /** What an endpoint with a resource of this ARM type is when it does not say. */
  static Optional<EndpointType> ofArmType(String armType) {
    for (EndpointType type : values()) {
      if (type.takes(armType)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
