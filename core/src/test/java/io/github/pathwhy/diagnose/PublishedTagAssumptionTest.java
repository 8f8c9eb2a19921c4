package io.github.pathwhy.diagnose;

import static io.github.pathwhy.effective.TestRule.denyOutbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.TestNetwork;
import io.github.pathwhy.lookup.RequestException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a check says about service tags that the input does not give. */
final class PublishedTagAssumptionTest {
  private static final String SERVICE = "20.190.128.1";

  private static TestNetwork network() {
    return new TestNetwork()
        .virtualNetwork("vnet", "10.0.0.0/16")
        .subnet("web", "10.0.1.0/24", s -> s.securityGroup("nsg"))
        .machine("vm", "web", "10.0.1.4")
        .machine("other", "web", "10.0.1.5")
        .securityGroup("nsg", denyOutbound(100).to("AzureActiveDirectory").tcp("443"));
  }

  private static Diagnosis check(TestNetwork network, String destination) throws RequestException {
    return new ConnectivityCheck(network.effective())
        .check(
            new CheckRequest(
                "vm",
                destination,
                Optional.empty(),
                Optional.of(443),
                Optional.empty(),
                Optional.empty(),
                false));
  }

  private static List<String> aboutTags(Diagnosis diagnosis) {
    return diagnosis.assumptions().stream().filter(text -> text.startsWith("service tag")).toList();
  }

  @Test
  void publishedTagIsAssumedToBeUpToDate() throws RequestException {
    Diagnosis diagnosis = check(network(), SERVICE);
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(aboutTags(diagnosis))
        .singleElement()
        .asString()
        .matches(
            "service tag AzureActiveDirectory has the prefixes that Microsoft published"
                + " for AzurePublic \\(20[0-9-]+, change [0-9]+\\): serviceTags does not give it");
  }

  @Test
  void tagThatTheAnswerDoesNotRestOnIsNotMentioned() throws RequestException {
    assertThat(aboutTags(check(network(), "other"))).isEmpty();
  }

  @Test
  void givenTagIsNotAssumed() throws RequestException {
    Diagnosis diagnosis = check(network().serviceTag("AzureActiveDirectory"), SERVICE);
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(aboutTags(diagnosis)).isEmpty();
  }
}
