package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.Unmodelled;
import io.github.pathwhy.model.security.NetworkManager;
import org.junit.jupiter.api.Test;

/** Resources that ARM lists beside the one they are part of, several levels deep. */
final class ChildrenTest {
  private static final String TYPE = "Microsoft.Network/networkManagers";
  private static final String MANAGER = "{\"type\": \"" + TYPE + "\", \"name\": \"m\"}";
  private static final String CONFIGURATION =
      child("securityAdminConfigurations", "m/security", "");
  private static final String COLLECTION =
      child(
          "securityAdminConfigurations/ruleCollections",
          "m/security/base",
          ", \"properties\": {\"appliesToGroups\": []}");
  private static final String RULE =
      child(
          "securityAdminConfigurations/ruleCollections/rules",
          "m/security/base/no-ssh",
          """
          , "kind": "Custom", "properties": {"priority": 10, "direction": "Inbound", "access": "Deny", "protocol": "Tcp"}
          """);

  private static String child(String path, String name, String more) {
    return "{\"type\": \"" + TYPE + "/" + path + "\", \"name\": \"" + name + "\"" + more + "}";
  }

  private static Topology load(String... resources) {
    return Inputs.topology("[" + String.join(",", resources) + "]");
  }

  private static void assertHasRule(Topology topology) {
    NetworkManager manager = Inputs.only(topology, NetworkManager.class, "m");
    assertThat(manager.collections()).hasSize(1);
    assertThat(manager.collections().getFirst().rules())
        .extracting(rule -> rule.match().name())
        .containsExactly("no-ssh");
    assertThat(topology.all(Unmodelled.class)).isEmpty();
  }

  @Test
  void childrenOfChildrenJoinWhateverTheirOrder() {
    assertHasRule(load(MANAGER, CONFIGURATION, COLLECTION, RULE));
    assertHasRule(load(RULE, COLLECTION, CONFIGURATION, MANAGER));
  }

  @Test
  void aChildJoinsAParentThatIsListedInline() {
    String inline =
        """
        {"type": "%s", "name": "m", "properties": {"securityAdminConfigurations": [
          {"name": "Security", "properties": {"ruleCollections": [{"name": "base"}]}}]}}
        """
            .formatted(TYPE);
    assertHasRule(load(RULE, COLLECTION, inline));
    assertHasRule(load(inline, COLLECTION, RULE));
  }

  @Test
  void childrenOfDifferentInputsJoin() {
    assertHasRule(
        Inputs.topology(
            "[" + RULE + "]", "[" + MANAGER + "," + COLLECTION + "]", "[" + CONFIGURATION + "]"));
  }

  @Test
  void childrenWithoutTheirParentAreKept() {
    assertThat(load(MANAGER, COLLECTION, RULE).all(Unmodelled.class))
        .extracting(Unmodelled::name)
        .containsExactly("base");
    assertThat(load(MANAGER, RULE).all(Unmodelled.class))
        .extracting(Unmodelled::name)
        .containsExactly("no-ssh");
  }
}
