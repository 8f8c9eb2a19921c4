package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Command lines as scripts have them, with `az network watcher` or `az network nic` replaced by
/// `pathwhy`, of two groups with machines of the same names.
final class AzureNamesTest {
  private static final String TOPOLOGY =
      Repository.file("cli/src/test/resources/az/two-groups.yaml").toString();
  private static final String PROD =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop-prod/providers/";

  private static Invocation.Outcome run(String line) {
    return Invocation.of(line.replace("{prod}", PROD).split(" +"))
        .with("PATHWHY_TOPOLOGY", TOPOLOGY)
        .run();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          test-connectivity -g shop-prod --source-resource web-vm --dest-resource db-vm --dest-port 1433 --query connectionStatus -o tsv | Reachable
          test-connectivity --resource-group shop-prod --source-resource db-vm --dest-resource web-vm --protocol TCP --dest-port 22 --query connectionStatus --output tsv | Unreachable
          test-connectivity --source-resource {prod}Microsoft.Compute/virtualMachines/db-vm --dest-address 10.1.1.4 --dest-port 443 --query hops[-1].address -o tsv | 10.1.1.4
          test-connectivity -g shop-prod --source-resource db-vm --dest-resource web-vm --dest-port 22 --query hops[].issues[].type[] -otsv | NetworkSecurityRule;NoListenerOnDestination
          test-connectivity -g shop-prod --source-resource web-vm --dest-address 10.1.2.4 --dest-port 80 --protocol Http --method Get --headers accept=text/html x=y --valid-status-codes 200 202 --only-show-errors --query connectionStatus -o tsv | Reachable
          test-ip-flow --direction outbound --local 10.1.1.4:60000 --protocol TCP --remote 13.107.21.200:80 --vm web-vm --nic web-nic --resource-group shop-prod --query access --out tsv | Allow
          test-ip-flow -g shop-prod --vm web-vm --direction Inbound --protocol TCP --local 10.1.1.4:22 --remote 10.1.2.4:60000 -o tsv | Deny;;securityRules/DenySsh
          show-next-hop -g shop-prod --vm web-vm --source-ip 10.1.1.4 --dest-ip 8.8.8.8 --subscription Production --query nextHopType -o tsv | Internet
          show-next-hop --resource-group shop-test --vm web-vm --source-ip 10.2.1.4 --dest-ip 10.1.2.4 --query nextHopType --output tsv --debug | None
          show-security-group-view -g shop-prod --vm web-vm --query networkInterfaces[0].securityRuleAssociations.subnetAssociation.securityRules[].name -o tsv | AllowHttps;DenySsh
          show-topology -g shop-test --query resources[].name -o tsv --only-show-errors | test-vnet;web;web-vm;web-nic
          show-topology -g shop-prod --vnet prod-vnet --subnet data --query resources[].name -o tsv | data;db-vm;db-nic
          run-configuration-diagnostic --resource web-vm --resource-group shop-prod --resource-type virtualMachines --direction Inbound --protocol TCP --source 10.1.2.4 --destination 10.1.1.4 --port 22 --query results[].networkSecurityGroupResult.securityRuleAccessResult -o tsv | Deny
          list-effective-nsg -g shop-prod -n web-nic --query value[].networkSecurityGroup.id -o tsv --no-wait --only-show-errors | {prod}Microsoft.Network/networkSecurityGroups/prod-nsg
          show-effective-route-table --ids {prod}Microsoft.Network/networkInterfaces/web-nic --query value[0].nextHopType -otsv | VnetLocal
          show-effective-route-table --name web-nic --resource-group shop-test --query value[0].addressPrefix[0] --out tsv | 10.2.0.0/16
          """)
  void aScriptGoesOnAsItDid(String line, String answer) {
    Invocation.Outcome outcome = run(line);

    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.stdout())
        .isEqualTo(answer.replace("{prod}", PROD).replace(";;", "\t").replace(";", "\n") + "\n");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void questionsMayBeAList() {
    Invocation.Outcome outcome =
        Invocation.of(
                "run-configuration-diagnostic",
                "--resource",
                PROD + "Microsoft.Compute/virtualMachines/web-vm",
                "--queries",
                "[{'direction':'Inbound','protocol':'TCP','source':'10.1.2.4','destination':'10.1.1.4','destinationPort':'22'},"
                        .replace('\'', '"')
                    + "{'direction':'Inbound','protocol':'TCP','source':'Internet','destination':'10.1.1.4','destinationPort':'443'}]"
                        .replace('\'', '"'),
                "--query",
                "results[].networkSecurityGroupResult.securityRuleAccessResult",
                "-o",
                "tsv")
            .with("PATHWHY_TOPOLOGY", TOPOLOGY)
            .run();

    assertThat(outcome.stdout()).isEqualTo("Deny\nAllow\n");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void tablesHaveTheColumnsOfAz() {
    assertThat(run("show-effective-route-table -g shop-prod -n web-nic -o table").lines())
        .startsWith(
            "Source   State   Address Prefix  Next Hop Type  Next Hop IP",
            "-------  ------  --------------  -------------  -----------",
            "Default  Active  10.1.0.0/16     VnetLocal");
    assertThat(run("list-effective-nsg -g shop-prod -n web-nic -o table").lines())
        .element(2)
        .asString()
        .matches("- +web +prod-nsg +securityRules/AllowHttps +Tcp +Inbound +Allow");
    assertThat(
            run("test-ip-flow -g shop-prod --vm web-vm --direction Inbound --protocol TCP"
                    + " --local 10.1.1.4:22 --remote 10.1.2.4:60000 --out table")
                .lines())
        .containsExactly(
            "Access  RuleName", "------  ---------------------", "Deny    securityRules/DenySsh");
  }

  @Test
  void aGroupRulesOutWhatLiesElsewhere() {
    String rest = " --source-ip 10.2.1.4 --dest-ip 10.1.2.4";

    assertThat(run("show-next-hop --vm web-vm" + rest).stderr()).contains("names 2 resources");
    Invocation.Outcome wrong = run("show-next-hop -g nowhere --vm db-vm" + rest);
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.stderr()).contains("'db-vm' of resource group 'nowhere'", PROD);
  }

  @Test
  void theExitCodeIsThatOfAzUnlessItIsAskedFor() {
    String line =
        "test-connectivity -g shop-prod --source-resource db-vm --dest-resource web-vm --dest-port"
            + " 22";

    assertThat(run(line + " -o none")).isEqualTo(new Invocation.Outcome(0, "", ""));
    assertThat(run(line + " --fail-on error").exit()).isEqualTo(1);
    assertThat(run("check db-vm 10.1.1.4:22").exit()).isEqualTo(1);
    assertThat(run("test-connectivity -g shop-prod --source-resource nobody").exit()).isEqualTo(2);
  }

  @Test
  void whatMeansNothingOfflineIsSaidInOneLine() {
    assertThat(
            run("show-security-group-view -g shop-prod --vm web-vm --watcher-name w --watcher-rg g"
                    + " -l westeurope -o jsonc")
                .stderr())
        .isEqualTo(
            "pathwhy: --watcher-name, --watcher-rg, --location: without meaning here, left out\n");
    assertThat(run("run-configuration-diagnostic -t virtualMachines --resource web-vm").stderr())
        .contains("--resource-type virtualMachines");
  }
}
