package io.github.pathwhy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.diagnose.Verdict;
import io.github.pathwhy.load.census.CensusRows;
import io.github.pathwhy.load.census.Finding;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.Condition;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.model.service.PlatformService;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every property that the census says decides: a flow that meets a resource in the role of the row
/// is not known, or warned of, with the name of the property; a flow that does not is answered as
/// before.
final class LedgerTest {
  private static final String ACCOUNT =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/nearaccount";

  private static final int MANY = 2_000;

  /** Types that are about whole subscriptions: nobody can say which networks they leave alone. */
  private static final Set<String> EVERYWHERE =
      Set.of(
          "microsoft.authorization/policyassignments",
          "microsoft.authorization/policydefinitions",
          "microsoft.network/managementgroups/networkmanagerconnections",
          "microsoft.network/networkmanagerconnections");

  private final Map<String, Topology> untouched = new HashMap<>();

  /** What becomes of a row in a scenario, from best to worst. */
  private enum Outcome {
    /** The answer is not known, and names the property. */
    MET,
    /** The answer is as before, with a warning that names the property. */
    WARNED,
    /** A reader asks for it, and nothing is left open. */
    MODELLED,
    /** The answer is not known, but for another reason than the property. */
    NOT_NAMED,
    /** The resource has a gap, and the flow does not meet it. */
    NOT_MET,
    /** Nobody looks where it stands: a reader takes the whole that it is in. */
    NOT_LOOKED_AT,
    /** The input is refused. */
    REFUSED;

    boolean isWanted() {
      return compareTo(MODELLED) <= 0;
    }
  }

  /** A question about a network in which a property can be set. */
  private record Trial(CensusRows.Row row, Scenario scenario, String target) {
    World world(World.Side side) {
      return World.read(scenario.network(), side, target);
    }

    String set(World world, World.Side side) {
      return world.set(row, value(row, side), scenario.hooks());
    }
  }

  @Test
  void everyRowThatDecidesIsMetWhereItCounts() {
    Map<String, TreeSet<String>> notMet = new TreeMap<>();
    int rows = 0;
    Set<String> tooMuch = new TreeSet<>();
    for (String type : CensusRows.armTypes()) {
      for (CensusRows.Row row : CensusRows.of(type)) {
        if (row.finding() instanceof Finding.Decides(Role role, boolean warning, Condition _)) {
          Outcome outcome = best(row, role, warning, tooMuch);
          rows++;
          if (!outcome.isWanted()) {
            notMet
                .computeIfAbsent(
                    role.label() + " " + outcome + " " + row.type(), _ -> new TreeSet<>())
                .add(row.property());
          }
        }
      }
    }

    assertThat(tooMuch).as("counts where no flow comes").isSubsetOf(EVERYWHERE);
    assertThat(notMet).isEmpty();
    assertThat(rows).isGreaterThan(MANY);
  }

  /** The best that happens in the scenarios of a role. */
  private Outcome best(CensusRows.Row row, Role role, boolean warning, Set<String> tooMuch) {
    Outcome best = Outcome.REFUSED;
    for (Scenario scenario : Scenarios.of(row.type(), role)) {
      Trial trial = new Trial(row, scenario, target(row));
      Outcome next = outcome(trial, warning, tooMuch);
      if (next.compareTo(best) < 0) {
        best = next;
      }
      if (best == Outcome.MET || best == Outcome.WARNED) {
        return best;
      }
    }
    return best;
  }

  private Outcome outcome(Trial trial, boolean warning, Set<String> tooMuch) {
    World near = trial.world(World.Side.NEAR);
    World far = trial.world(World.Side.FAR);
    String subject = trial.set(near, World.Side.NEAR);
    Optional<Topology> with = Answer.tryLoad(near.json(), far.json());
    if (with.isEmpty()) {
      return Outcome.REFUSED;
    }
    Scenario question = question(trial.scenario(), with.get(), asked(subject));
    Answer answer = answer(question, near, far);
    Answer before = before(question, trial);
    boolean unknown =
        answer.verdict() == Verdict.UNKNOWN
            && (before.verdict() != Verdict.UNKNOWN || says(trial, added(answer, before)));
    boolean met =
        warning
            ? names(trial.row(), answer.notFollowed(), subject)
                && answer.verdict() == before.verdict()
            : unknown
                && (names(trial.row(), answer.doubts(), subject)
                    || names(trial.row(), beside(answer, with.get(), root(subject)), subject)
                    || says(trial, answer.missing()));
    if (met) {
      if (countsFar(trial, question)) {
        tooMuch.add(trial.row().type());
      }
      return warning ? Outcome.WARNED : Outcome.MET;
    }
    if (unknown) {
      return Outcome.NOT_NAMED;
    }
    if (names(trial.row(), with.get().gaps().within(root(subject)), subject)) {
      return Outcome.NOT_MET;
    }
    return isLookedAt(trial) ? Outcome.MODELLED : Outcome.NOT_LOOKED_AT;
  }

  /** The answer when the resource is there without the property, where it is an end itself. */
  private Answer before(Scenario question, Trial trial) {
    if (!isItself(question.source()) && !isAlone(trial.scenario(), question)) {
      return untouched(question, trial);
    }
    World near = trial.world(World.Side.NEAR);
    near.touch(trial.row(), trial.scenario().hooks());
    return answer(question, near, trial.world(World.Side.FAR));
  }

  /** Whether nothing is known of where the destination is. */
  private static boolean isAlone(Scenario scenario, Scenario question) {
    return isItself(question.destination()) || scenario.destination().equals(Scenarios.NAME_ALONE);
  }

  private static boolean isItself(String end) {
    return end.startsWith("/subscriptions/");
  }

  /** The gaps for which another one of the same part speaks in the answer. */
  private static List<Gap> beside(Answer answer, Topology topology, ResourceId root) {
    return topology.gaps().within(root).stream()
        .filter(gap -> answer.doubts().stream().anyMatch(gap::isBeside))
        .toList();
  }

  /** What an answer misses that another one does not. */
  private static List<String> added(Answer answer, Answer before) {
    List<String> added = new ArrayList<>(answer.missing());
    added.removeAll(before.missing());
    return added;
  }

  /** Whether an answer says in words that the value is missing. */
  private static boolean says(Trial trial, List<String> missing) {
    String name = trial.row().name() + " ";
    String value = "'" + value(trial.row(), World.Side.NEAR) + "'";
    return missing.stream()
        .anyMatch(words ->
            words.contains(value)
                || words.toLowerCase(Locale.ROOT).startsWith(name)
                || words.toLowerCase(Locale.ROOT).contains("." + name)
                || words.toLowerCase(Locale.ROOT).contains(" " + name));
  }

  /** Whether the answer changes when the property is set where the flow does not come. */
  private boolean countsFar(Trial trial, Scenario question) {
    World far = trial.world(World.Side.FAR);
    trial.set(far, World.Side.FAR);
    Answer answer = answer(question, trial.world(World.Side.NEAR), far);
    return !answer.text().equals(untouched(question, trial).text());
  }

  /** Whether gaps are found where the property stands, when it has another name. */
  private static boolean isLookedAt(Trial trial) {
    List<String> path = new ArrayList<>(trial.row().path());
    path.set(path.size() - 1, "unheardOf");
    World near = trial.world(World.Side.NEAR);
    String subject = near.set(trial.row().at(path), "word", trial.scenario().hooks());
    return Answer.tryLoad(near.json())
        .map(topology -> topology.gaps().within(root(subject)))
        .orElse(List.of())
        .stream()
        .anyMatch(gap -> gap.property().endsWith("unheardOf"));
  }

  @Test
  void scenariosAreAnsweredWithoutDoubts() {
    Set<String> doubtful = new TreeSet<>();
    Set<Scenario> scenarios = new LinkedHashSet<>();
    for (Role role : Role.values()) {
      scenarios.addAll(Scenarios.of("any/type", role));
    }
    for (Scenario scenario : scenarios) {
      Topology topology =
          Answer.load(World.read(scenario.network(), World.Side.NEAR, ACCOUNT).json());
      Scenario question = question(scenario, topology, ResourceId.of(ACCOUNT));
      String json = World.read(scenario.network(), World.Side.NEAR, ACCOUNT).json();
      if (!Answer.to(question, Answer.load(json, question.overlay())).doubts().isEmpty()) {
        doubtful.add(scenario.network());
      }
    }
    assertThat(doubtful).isEmpty();
  }

  // ---- values and questions ----

  /** A value that counts as set. */
  private static Object value(CensusRows.Row row, World.Side side) {
    return Values.of(row, side).stream()
        .filter(value -> row.of(tree(value)) instanceof Finding.Decides)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no value for " + row));
  }

  private static Tree tree(Object value) {
    return ((Tree.Sequence) Document.parse("- " + Document.json(value))).items().getFirst();
  }

  /** The service that a private endpoint is for. */
  private static String target(CensusRows.Row row) {
    String[] parts = row.type().split("/", -1);
    return parts[0].equals("microsoft.network") && !parts[1].equals("privatelinkservices")
        ? ACCOUNT
        : World.id(parts[0] + "/" + parts[1], World.Side.NEAR);
  }

  /** The question with ids written out, and with the name that the service has. */
  private static Scenario question(Scenario scenario, Topology topology, ResourceId service) {
    if (scenario.source().equals(Scenarios.ITSELF)) {
      return scenario.from(service.toString());
    }
    if (scenario.destination().equals(Scenarios.NAME_ALONE)) {
      return scenario.to(nameOf(topology, service));
    }
    boolean managed = scenario.destination().equals(Scenarios.MANAGEMENT_NAME);
    if (!managed && !scenario.destination().equals(Scenarios.SERVICE_NAME)) {
      return scenario.expanded();
    }
    Optional<PlatformService> known =
        topology.all(PlatformService.class).stream()
            .filter(each -> each.id().equals(service))
            .findFirst();
    if (known.isPresent() && known.get().names().isEmpty()) {
      return scenario.to(service.toString());
    }
    String name =
        known
            .map(PlatformService::names)
            .flatMap(names ->
                names.stream().filter(each -> !managed || each.contains(".scm.")).findFirst())
            .orElse(scenario.destination());
    return scenario.to(name).with("dns: [{name: " + name + ", address: 20.60.0.1}]\n");
  }

  /** A name that a resource answers to, or else the resource itself. */
  private static String nameOf(Topology topology, ResourceId resource) {
    if (resource.toString().contains("/dnszones/")) {
      return resource.name() + "." + resource.name();
    }
    return topology.all(PlatformService.class).stream()
        .filter(each -> each.id().isWithin(resource) && !each.names().isEmpty())
        .map(each -> each.names().getLast())
        .findFirst()
        .orElse(resource.toString());
  }

  private static Answer answer(Scenario question, World near, World far) {
    return Answer.to(question, Answer.load(near.json(), far.json(), question.overlay()));
  }

  private Answer untouched(Scenario question, Trial trial) {
    Topology topology =
        untouched.computeIfAbsent(
            question.network() + question.overlay() + trial.target(),
            _ ->
                Answer.load(
                    trial.world(World.Side.NEAR).json(),
                    trial.world(World.Side.FAR).json(),
                    question.overlay()));
    return Answer.to(question, topology);
  }

  /** The service that a property is of: slots of apps are services of their own. */
  private static ResourceId asked(String id) {
    boolean ofSlot = id.toLowerCase(Locale.ROOT).contains("/slots/");
    return ResourceId.of(String.join("/", List.of(id.split("/", -1)).subList(0, ofSlot ? 11 : 9)));
  }

  private static ResourceId root(String id) {
    return ResourceId.of(String.join("/", List.of(id.split("/", -1)).subList(0, 9)));
  }

  private static boolean names(CensusRows.Row row, List<Gap> gaps, String subject) {
    for (Gap gap : gaps) {
      String property = gap.property().toLowerCase(Locale.ROOT);
      String last = property.substring(property.lastIndexOf('.') + 1);
      if (gap.of().isWithin(root(subject))
          && (row.path().contains(last)
              || row.path().contains("properties." + last)
              || row.path().contains("<" + gap.value().toLowerCase(Locale.ROOT) + ">"))) {
        return true;
      }
    }
    return false;
  }
}
