package io.github.pathwhy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.load.census.CensusRows;
import io.github.pathwhy.load.census.Finding;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.ResourceType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every property that the census calls modelled: a reader asks for it, so that no gap is left
/// where it is set.
final class AskedTest {
  private static final String ACCOUNT =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/nearaccount";

  private static final int MANY = 500;

  @Test
  void everyRowThatIsModelledIsAskedFor() {
    Map<String, TreeSet<String>> notAsked = new TreeMap<>();
    int asked = 0;
    for (String type : CensusRows.armTypes()) {
      if (isModelled(type)) {
        for (CensusRows.Row row : CensusRows.of(type)) {
          if (row.finding() instanceof Finding.Modelled(var role) && role.isPresent()) {
            if (isAsked(row)) {
              asked++;
            } else {
              notAsked.computeIfAbsent(row.type(), _ -> new TreeSet<>()).add(row.property());
            }
          }
        }
      }
    }
    assertThat(notAsked).isEmpty();
    assertThat(asked).isGreaterThan(MANY);
  }

  /** Types of the model, and their parts that have rows of their own. */
  private static boolean isModelled(String type) {
    return ResourceType.ofArmType(type).isPresent()
        || ResourceType.ofArmType(type.substring(0, type.lastIndexOf('/'))).isPresent();
  }

  /// Whether a reader asks for it in one of the networks that have something of its type, or of
  /// what that is a part of.
  private static boolean isAsked(CensusRows.Row row) {
    for (String type = row.type(); type.contains("/"); ) {
      List<String> having = having(type);
      if (!having.isEmpty()) {
        return having.stream().anyMatch(network -> isAskedIn(network, row));
      }
      type = type.substring(0, type.lastIndexOf('/'));
    }
    return isAskedIn("lan", row);
  }

  private static List<String> having(String type) {
    return Scenarios.NETWORKS.stream()
        .filter(each -> World.read(each, World.Side.NEAR, ACCOUNT).has(type))
        .toList();
  }

  private static boolean isAskedIn(String network, CensusRows.Row row) {
    World untouched = World.read(network, World.Side.NEAR, ACCOUNT);
    if (untouched.isSet(row)) {
      return !isGap(row, Answer.load(untouched.json()));
    }
    for (Object value : Values.of(row, World.Side.NEAR)) {
      World world = World.read(network, World.Side.NEAR, ACCOUNT);
      world.set(row, value, List.of());
      Optional<Topology> topology = Answer.tryLoad(world.json());
      if (topology.isPresent()) {
        return !isGap(row, topology.get());
      }
    }
    // What readers refuse they have asked for.
    return true;
  }

  private static boolean isGap(CensusRows.Row row, Topology topology) {
    String root = row.type().split("/", -1)[1];
    for (Gap gap : topology.gaps().within(ResourceId.of("/subscriptions/s"))) {
      String property = gap.property().toLowerCase(Locale.ROOT);
      if (gap.kind() == Gap.Kind.UNREAD
          && gap.of().toString().toLowerCase(Locale.ROOT).contains("/" + root + "/")
          && property.substring(property.lastIndexOf('.') + 1).equals(row.name())) {
        return true;
      }
    }
    return false;
  }
}
