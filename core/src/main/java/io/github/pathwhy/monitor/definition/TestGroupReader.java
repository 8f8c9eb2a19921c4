package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.text.Suggestion;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads test groups, and looks up the names in them. */
final class TestGroupReader {
  private static final int MOST = 20;
  private static final List<String> MEMBERS =
      List.of("name", "disable", "sources", "destinations", "testConfigurations");

  private final Members members;
  private final Fields monitor;
  private final Set<String> addresses = new HashSet<>();

  TestGroupReader(Members members, Fields monitor, List<Endpoint> endpoints) {
    this.members = members;
    this.monitor = monitor;
    Set<String> seen = new HashSet<>();
    for (Endpoint endpoint : endpoints) {
      String key = key(endpoint.name());
      // A name that is given twice means the first endpoint.
      if (seen.add(key) && !endpoint.type().canBeSource()) {
        addresses.add(key);
      }
    }
  }

  /** Names are compared without case. */
  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The groups of the monitor, without those that have no name. */
  List<TestGroup> read() {
    Map<String, String> endpointNames = names("endpoints");
    Map<String, String> configurationNames = names("testConfigurations");
    List<TestGroup> groups = new ArrayList<>();
    for (Fields fields : members.named(monitor, "testGroups", MOST, MEMBERS)) {
      boolean disabled = fields.flag("disable").orElse(false);
      List<String> sources = references(fields, "sources", endpointNames);
      List<String> destinations = references(fields, "destinations", endpointNames);
      List<String> configurations = references(fields, "testConfigurations", configurationNames);
      fields
          .text("name")
          .ifPresent(name ->
              groups.add(new TestGroup(name, disabled, sources, destinations, configurations)));
    }
    return groups;
  }

  /** The names that a section declares, whatever else is wrong with its entries. */
  private Map<String, String> names(String section) {
    Map<String, String> names = new LinkedHashMap<>();
    if (monitor.get(section) instanceof Tree.Sequence list) {
      for (Tree item : list.items()) {
        if (item instanceof Tree.Mapping entry
            && entry.findIgnoringCase("name") instanceof Tree.Entry(_, _, Tree.Scalar name)) {
          names.putIfAbsent(key(name.text()), name.text());
        }
      }
    }
    return names;
  }

  /** The names of a list, each once; those that mean nothing are problems. */
  private List<String> references(Fields group, String key, Map<String, String> declared) {
    List<Tree> items = group.items(key);
    Tree value = group.get(key);
    if (value == null || (value instanceof Tree.Sequence && items.isEmpty())) {
      group.problem("no " + key, "a group has sources, destinations and testConfigurations");
    }
    if (!(value instanceof Tree.Sequence)) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Tree.Scalar scalar : group.scalars(key)) {
      String name = scalar.text();
      String meant = declared.get(key(name));
      if (meant == null) {
        group.problem(
            scalar, key, "'" + name + "' is not defined", hint(group, key, name, declared));
      } else if (!seen.add(key(name))) {
        group.problem(scalar, key, "'" + name + "' is given twice", "");
      } else {
        found.add(meant);
        if (key.equals("sources") && addresses.contains(key(name))) {
          group.problem(
              scalar,
              key,
              "'" + name + "' is an external address",
              "a source runs an agent: a machine, scale set or network");
        }
      }
    }
    return found;
  }

  private static String hint(Fields group, String key, String name, Map<String, String> declared) {
    // Nobody reads this many hints, and each one looks at every name.
    String guess = group.isFull() ? "" : Suggestion.didYouMean(name, declared.values());
    String section = key.equals("testConfigurations") ? key : "endpoints";
    return guess.isEmpty() ? "expected a name of " + section : guess;
  }
}
