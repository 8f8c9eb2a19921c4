package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as inputs, what they may hold besides topologies, and how people learn of that. */
final class FolderTest {
  private static final String ARM =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/";

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String network(String name) {
    return "[{\"id\": \""
        + ARM
        + "virtualNetworks/"
        + name
        + "\", \"addressSpace\":"
        + " {\"addressPrefixes\": [\"10.0.0.0/16\"]}}]";
  }

  private Invocation topology(String... more) {
    return Invocation.of(
            "topology", "-t", folder.toString(), "-o", "json", "--query", "resources[].name")
        .and(more);
  }

  private static String names(Invocation.Outcome outcome) {
    assertThat(outcome.exit()).as(outcome.stderr()).isZero();
    return outcome.stdout().replaceAll("[\\s\"\\[\\]]", "");
  }

  @Test
  void foldersInTheFolderAreReadInOrder() throws IOException {
    write("b/net.json", network("second"));
    write("a/deep/net.JSON", network("first"));
    write("c.yml", "virtualNetworks: [{name: third, addressSpace: [10.2.0.0/16]}]");

    Invocation.Outcome outcome = topology().run();

    assertThat(names(outcome)).isEqualTo("first,second,third");
    assertThat(outcome.stderr()).isEmpty();
  }

  @Test
  void foldersOfToolsArePassedOver() throws IOException {
    write("net.json", network("hub"));
    for (String name :
        new String[] {".git/x.json", ".terraform/x.json", "node_modules/p/x.json", ".x.json"}) {
      write(name, "{ broken");
    }

    assertThat(names(topology().run())).isEqualTo("hub");
  }

  @Test
  void linksOutOfTheFolderAreNotFollowed(@TempDir Path outside) throws IOException {
    write("net.json", network("hub"));
    Path secret = Files.writeString(outside.resolve("secret.json"), network("secret"));
    Files.createSymbolicLink(folder.resolve("link.json"), secret);
    Files.createSymbolicLink(folder.resolve("linked"), outside);
    Files.createSymbolicLink(folder.resolve("again.json"), folder.resolve("net.json"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);

    Invocation.Outcome outcome = topology().run();

    assertThat(names(outcome)).isEqualTo("hub");
    assertThat(outcome.stderr())
        .contains("link.json: not read: a link that leads out of the folder");
  }

  @Test
  void tooManyLevelsAreRefused() throws IOException {
    write("a/".repeat(20) + "net.json", network("hub"));

    Invocation.Outcome outcome = topology().run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stderr()).contains("more than 16 levels deep");
  }

  @Test
  void otherFilesAreCountedOrListed() throws IOException {
    write("net.json", network("hub"));
    Path manifest = write("package.json", "{\"name\": \"app\", \"private\": true}");
    write("tsconfig.json", "{\"files\": []}");

    assertThat(topology().run().stderr())
        .isEqualTo("pathwhy: 2 things in the inputs have no part in the answer; -v lists them\n");
    assertThat(topology("-v").run().stderr())
        .hasLineCount(2)
        .startsWith(manifest + ": left out: not a topology\n");
    assertThat(topology("-q").run().stderr()).isEmpty();
  }

  @Test
  void whatAnAnswerNamesIsNotCountedAsWithoutAPart() throws IOException {
    write(
        "export.json",
        """
        [{"id": "$/Network/virtualNetworks/hub", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
          "subnets": [{"name": "web", "id": "$/Network/virtualNetworks/hub/subnets/web", "addressPrefix": "10.0.0.0/24"},
                      {"name": "apps", "id": "$/Network/virtualNetworks/hub/subnets/apps", "addressPrefix": "10.0.1.0/24"}]},
         {"id": "$/Network/networkInterfaces/nic", "virtualMachine": {"id": "$/Compute/virtualMachines/web-vm"},
          "ipConfigurations": [{"name": "c", "privateIPAddress": "10.0.0.4",
                                "subnet": {"id": "$/Network/virtualNetworks/hub/subnets/web"}}]},
         {"id": "$/Compute/virtualMachines/web-vm",
          "networkProfile": {"networkInterfaces": [{"id": "$/Network/networkInterfaces/nic"}]}},
         {"id": "$/App/managedEnvironments/jobs", "properties":
          {"vnetConfiguration": {"infrastructureSubnetId": "$/Network/virtualNetworks/hub/subnets/apps"}}}]
        """
            .replace("$/", "/subscriptions/s/resourceGroups/g/providers/Microsoft."));
    Invocation check = Invocation.of("check", "-t", folder.toString(), "-o", "json", "web-vm");

    Invocation.Outcome met = check.and("10.0.1.77:443").run();
    assertThat(met.exit()).isEqualTo(3);
    assertThat(met.stdout()).contains("infrastructureSubnetId");
    assertThat(met.stderr()).isEmpty();
    Invocation.Outcome notMet = check.and("10.0.0.77:443").run();
    assertThat(notMet.exit()).isEqualTo(1);
    assertThat(notMet.stderr())
        .isEqualTo("pathwhy: 1 thing in the inputs has no part in the answer; -v names it\n");
  }

  @Test
  void oneThingIsNamedWithItsPlaceAndHowOftenItOccurs() throws IOException {
    String file =
        write(
                "list.json",
                "{\"value\": [{\"access\": \"Deny\", \"ruleName\": \"a\"},\n"
                    + " {\"access\": \"Allow\", \"ruleName\": \"b\"}]}")
            .toString();
    write("net.json", network("hub"));

    assertThat(topology().run().stderr())
        .isEqualTo("pathwhy: 1 thing in the inputs has no part in the answer; -v names it\n");
    assertThat(topology("-v").run().stderr())
        .isEqualTo(
            file
                + ":1:12: an answer of Network Watcher: left out: an answer, not a description of a"
                + " network (2 times)\n");
  }

  @Test
  void fileThatIsNamedMustBeTopology() throws IOException {
    Path manifest = write("package.json", "{\"name\": \"app\"}");

    Invocation.Outcome named = Invocation.of("topology", "-t", manifest.toString()).run();
    Invocation.Outcome found = topology().run();

    assertThat(named.exit()).isEqualTo(2);
    assertThat(named.stderr()).contains("package.json:1:1: not a topology");
    assertThat(found.exit()).isEqualTo(2);
    assertThat(found.stderr()).contains("no file in this folder is a topology", "package.json");
  }

  @Test
  void brokenFileInFolderIsLeftOutByName() throws IOException {
    write("net.json", network("hub"));
    write("broken.json", "{\"a\": ");

    Invocation.Outcome outcome = topology("-v").run();

    assertThat(outcome.exit()).isEqualTo(0);
    assertThat(outcome.stderr()).contains("broken.json: left out: ");
  }

  @Test
  void parametersMustBeParameters() throws IOException {
    write("net.json", network("hub"));
    String right = write("p/right.json", "{\"parameters\": {\"a\": {\"value\": 1}}}").toString();
    String wrong = write("p/wrong.json", "{\"a\": 1}").toString();

    assertThat(topology("--parameters", right, "--parameters", right, "-q").run().exit()).isZero();
    Invocation.Outcome outcome = topology("--parameters", wrong).run();
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stderr()).contains("wrong.json:1:1: not a parameters file");
  }

  @Test
  void parametersMayComeFromStdin() throws IOException {
    write("net.json", network("hub"));

    Invocation asked = topology("--parameters", "-");

    assertThat(asked.reading("{\"parameters\": {}}").run().exit()).isZero();
    assertThat(asked.and("-t", "-").reading("{\"parameters\": {}}").run().stderr())
        .contains("stdin cannot be read more than once");
  }

  @Test
  void outputOfPowerShellIsRead() throws IOException {
    Files.write(
        folder.resolve("net.json"),
        ("\ufeff" + network("hub")).getBytes(StandardCharsets.UTF_16LE));

    assertThat(names(topology().run())).isEqualTo("hub");
  }
}
