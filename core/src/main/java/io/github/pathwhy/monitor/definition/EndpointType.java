package io.github.pathwhy.monitor.definition;

import java.util.List;
import java.util.Optional;

/** What an endpoint is; all but external addresses can run an agent and so be a source. */
public enum EndpointType {
  AZURE_VM(
      "AzureVM",
      "Microsoft.Compute/virtualMachines",
      "Microsoft.Compute/virtualMachineScaleSets/virtualMachines"),
  AZURE_VNET("AzureVNet", "Microsoft.Network/virtualNetworks"),
  AZURE_SUBNET("AzureSubnet", "Microsoft.Network/virtualNetworks/subnets"),
  AZURE_VMSS("AzureVMSS", "Microsoft.Compute/virtualMachineScaleSets"),
  AZURE_ARC_VM("AzureArcVM", "Microsoft.HybridCompute/machines"),
  AZURE_ARC_NETWORK("AzureArcNetwork"),
  MMA_WORKSPACE_MACHINE("MMAWorkspaceMachine", "Microsoft.OperationalInsights/workspaces"),
  MMA_WORKSPACE_NETWORK("MMAWorkspaceNetwork", "Microsoft.OperationalInsights/workspaces"),
  EXTERNAL_ADDRESS("ExternalAddress");

  private final String label;
  private final List<String> armTypes;

  EndpointType(String label, String... armTypes) {
    this.label = label;
    this.armTypes = List.of(armTypes);
  }

  /** Azure's word. */
  public String label() {
    return label;
  }

  /** The ARM types that the endpoint's resource may have; empty when it has no resource. */
  public List<String> armTypes() {
    return armTypes;
  }

  /** Whether an agent can run there, so that tests can start there. */
  public boolean canBeSource() {
    return this != EXTERNAL_ADDRESS;
  }

  /** Whether the resource may be of this ARM type, in any case. */
  boolean takes(String armType) {
    return armTypes.stream().anyMatch(armType::equalsIgnoreCase);
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
