package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.Role;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** Encryption of a virtual network counts when it is both on and enforced. */
final class EncryptionTest {
  private static List<String> gaps(String... encryptions) {
    StringJoiner networks = new StringJoiner(",", "[", "]");
    for (int i = 0; i < encryptions.length; i++) {
      String index = Integer.toString(i);
      networks.add(
          """
          {"type": "Microsoft.Network/virtualNetworks", "name": "v%s", "id": "%s", "properties": {
            "addressSpace": {"addressPrefixes": ["10.%s.0.0/16"]}, "encryption": %s}}
          """
              .formatted(
                  index, Inputs.network("virtualNetworks/v" + index), index, encryptions[i]));
    }
    Topology topology = Inputs.topology(networks.toString());
    return topology.gaps().all(Role.INTERFACE).stream().map(Gap::property).toList();
  }

  @Test
  void oneSwitchAloneIsHarmless() {
    assertThat(gaps("{\"enabled\": true, \"enforcement\": \"AllowUnencrypted\"}")).isEmpty();
    assertThat(gaps("{\"enabled\": true}")).isEmpty();
    assertThat(gaps("{\"enabled\": false, \"enforcement\": \"DropUnencrypted\"}")).isEmpty();
    assertThat(gaps("{\"enforcement\": \"DropUnencrypted\"}")).isEmpty();
  }

  @Test
  void bothTogetherMayDropPackets() {
    assertThat(gaps("{\"enabled\": true, \"enforcement\": \"DropUnencrypted\"}"))
        .contains("encryption.enforcement");
  }

  @Test
  void wordsThatNobodyKnowsAreNotOff() {
    assertThat(gaps("{\"enabled\": true, \"enforcement\": \"Someday\"}"))
        .contains("encryption.enforcement");
  }

  @Test
  void oneNetworkSaysNothingOfAnother() {
    assertThat(
            gaps(
                "{\"enabled\": true}", "{\"enabled\": true, \"enforcement\": \"DropUnencrypted\"}"))
        .contains("encryption.enforcement");
  }
}
