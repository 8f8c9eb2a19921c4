package io.github.pathwhy.bench;

import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.text.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The time that it takes to load ARM resources: one network whose subnets hold 100 machines each,
/// behind 300 rules each. About 0.2 MB a subnet.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LoadBenchmark {
  private static final String NETWORK =
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bench"
          + "/providers/Microsoft.Network/";
  private static final int MACHINES = 100;
  private static final int RULES = 300;

  /** How many subnets there are. */
  @Param({"1", "10", "100"})
  private int subnets;

  /// What is written into a tag: with a character outside of ASCII, the text is decoded before it
  /// is parsed.
  @Param({"Zurich", "Zürich"})
  private String tag;

  private List<Source> sources = List.of();

  @Benchmark
  public Loaded load() {
    return TopologyLoader.load(sources);
  }

  @Setup
  public void prepare() {
    StringBuilder json = new StringBuilder("[\n");
    addNetwork(json);
    for (int subnet = 0; subnet < subnets; subnet++) {
      addGroup(json, subnet);
      for (int machine = 0; machine < MACHINES; machine++) {
        addMachine(json, subnet, machine);
      }
    }
    json.append("\n]");
    sources = List.of(new Source("benchmark", json.toString().getBytes(StandardCharsets.UTF_8)));
    if (!(load() instanceof Loaded.Ok(var topology, var _))
        || topology.resources().size() != 1 + subnets * (1 + 2 * MACHINES)) {
      throw new IllegalStateException("unexpected outcome: " + load());
    }
  }

  private void addNetwork(StringBuilder json) {
    open(json, "virtualNetworks", "net");
    json.append("\"tags\": {\"place\": \"")
        .append(tag)
        .append("\"}, \"properties\": {")
        .append("\"addressSpace\": {\"addressPrefixes\": [\"10.0.0.0/8\"]}, \"subnets\": [");
    for (int subnet = 0; subnet < subnets; subnet++) {
      json.append(subnet == 0 ? "\n" : ",\n")
          .append(String.format(Locale.ROOT, "{\"name\": \"s%d\", \"properties\": {", subnet))
          .append(String.format(Locale.ROOT, "\"addressPrefix\": \"10.%d.0.0/16\", ", subnet))
          .append(
              String.format(
                  Locale.ROOT,
                  "\"networkSecurityGroup\": {\"id\": \"%snetworkSecurityGroups/nsg%d\"}}}",
                  NETWORK,
                  subnet));
    }
    json.append("]}}");
  }

  private static void addGroup(StringBuilder json, int subnet) {
    json.append(",\n");
    open(json, "networkSecurityGroups", "nsg" + subnet);
    json.append("\"properties\": {\"securityRules\": [");
    for (int rule = 0; rule < RULES; rule++) {
      json.append(rule == 0 ? "\n" : ",\n")
          .append(
              String.format(
                  Locale.ROOT,
                  """
                  {
                    "name": "rule%d",
                    "properties": {
                      "priority": %d,
                      "direction": "Inbound",
                      "access": "%s",
                      "protocol": "Tcp",
                      "sourceAddressPrefix": "10.%d.%d.0/24",
                      "sourcePortRange": "*",
                      "destinationAddressPrefix": "*",
                      "destinationPortRange": "%d"
                    }
                  }\
                  """,
                  rule,
                  100 + rule,
                  rule % 2 == 0 ? "Allow" : "Deny",
                  subnet,
                  rule % 200,
                  1000 + rule));
    }
    json.append("]}}");
  }

  private static void addMachine(StringBuilder json, int subnet, int machine) {
    String name = "vm" + subnet + "-" + machine;
    json.append(",\n");
    open(json, "networkInterfaces", name + "-nic");
    json.append(
        String.format(
            Locale.ROOT,
            """
            "properties": {
              "ipConfigurations": [{
                "name": "primary",
                "properties": {
                  "privateIPAddress": "10.%d.1.%d",
                  "subnet": {"id": "%svirtualNetworks/net/subnets/s%d"}
                }
              }]
            }},
            """,
            subnet,
            machine,
            NETWORK,
            subnet));
    String compute = NETWORK.replace("Network/", "Compute/") + "virtualMachines/" + name;
    json.append(
        String.format(
            Locale.ROOT,
            """
            {
              "type": "Microsoft.Compute/virtualMachines",
              "name": "%s",
              "id": "%s",
              "properties": {
                "networkProfile": {"networkInterfaces": [{"id": "%snetworkInterfaces/%s-nic"}]}
              }
            }\
            """,
            name,
            compute,
            NETWORK,
            name));
  }

  private static void open(StringBuilder json, String collection, String name) {
    json.append(
        String.format(
            Locale.ROOT,
            "{\"type\": \"Microsoft.Network/%s\", \"name\": \"%s\", \"id\": \"%s%s/%s\", ",
            collection,
            name,
            NETWORK,
            collection,
            name));
  }
}
