package io.github.pathwhy.report;

import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.SecurityRule;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Security rules as Azure prints them: as declared, and as in force. */
final class RuleDocuments {
  private static final String ANY = "*";
  private static final String ANY_IN_FORCE = "0.0.0.0/0";

  private RuleDocuments() {}

  /** A rule of a group, as ARM has it without the `properties` wrapper. */
  static Map<String, Object> declared(SecurityRule rule) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", rule.id().toString());
    document.put("name", rule.name());
    document.put("protocol", rule.protocol().label());
    put(
        document,
        "sourcePortRange",
        rule.traffic().sourcePorts().stream().map(Object::toString).toList());
    put(
        document,
        "destinationPortRange",
        rule.traffic().destinationPorts().stream().map(Object::toString).toList());
    put(document, "sourceAddressPrefix", declaredTerms(rule.traffic().source()));
    put(document, "destinationAddressPrefix", declaredTerms(rule.traffic().destination()));
    putGroups(document, "sourceApplicationSecurityGroups", rule.traffic().source());
    putGroups(document, "destinationApplicationSecurityGroups", rule.traffic().destination());
    putRest(document, rule);
    return document;
  }

  /// A rule in force at an interface: `*` is spelled as a prefix, once for each IP version, ports
  /// as ranges; tags are expanded.
  static Map<String, Object> inForce(
      String name, SecurityRule rule, Map<AddressTerm, List<Prefix>> expansions) {
    return effective(name, rule, expansions, ANY_IN_FORCE, true);
  }

  /** A rule as the security group view has it, which keeps `*`. */
  static Map<String, Object> inView(
      String name, SecurityRule rule, Map<AddressTerm, List<Prefix>> expansions) {
    return effective(name, rule, expansions, ANY, false);
  }

  private static Map<String, Object> effective(
      String name,
      SecurityRule rule,
      Map<AddressTerm, List<Prefix>> expansions,
      String any,
      boolean lists) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", name);
    document.put("protocol", protocol(rule.protocol()));
    putEffective(document, "sourcePortRange", ranges(rule.traffic().sourcePorts()), lists);
    putEffective(
        document, "destinationPortRange", ranges(rule.traffic().destinationPorts()), lists);
    putAddresses(document, "source", rule.traffic().source(), any, lists);
    putAddresses(document, "destination", rule.traffic().destination(), any, lists);
    document.put("expandedSourceAddressPrefix", expanded(rule.traffic().source(), expansions));
    document.put(
        "expandedDestinationAddressPrefix", expanded(rule.traffic().destination(), expansions));
    putRest(document, rule);
    return document;
  }

  private static void putRest(Map<String, Object> document, SecurityRule rule) {
    document.put("access", rule.access().label());
    document.put("priority", rule.priority());
    document.put("direction", rule.direction().label());
  }

  private static String protocol(Protocol protocol) {
    return protocol == Protocol.ANY ? "All" : protocol.label();
  }

  private static void putAddresses(
      Map<String, Object> document,
      String end,
      List<AddressTerm> terms,
      String any,
      boolean lists) {
    List<String> texts = terms.stream().map(term -> effectiveTerm(term, any)).toList();
    putEffective(document, end + "AddressPrefix", texts, false);
    if (lists) {
      boolean all = texts.equals(List.of(ANY_IN_FORCE));
      document.put(end + "AddressPrefixes", all ? List.of(any, any) : texts);
    }
  }

  /** The singular property for a single value; the plural one for all. */
  private static void putEffective(
      Map<String, Object> document, String name, List<String> values, boolean list) {
    if (values.size() == 1) {
      document.put(name, values.getFirst());
    }
    if (list || values.size() > 1) {
      document.put(plural(name), values);
    }
  }

  /** Either the singular or the plural property, as people write them. */
  private static void put(Map<String, Object> document, String name, List<String> values) {
    if (values.size() == 1) {
      document.put(name, values.getFirst());
    } else if (!values.isEmpty()) {
      document.put(plural(name), values);
    }
  }

  private static String plural(String name) {
    return name.endsWith("x") ? name + "es" : name + "s";
  }

  private static void putGroups(
      Map<String, Object> document, String name, List<AddressTerm> terms) {
    List<Object> groups = new ArrayList<>();
    for (AddressTerm term : terms) {
      if (term instanceof AddressTerm.Group group) {
        groups.add(Map.of("id", group.applicationSecurityGroup().toString()));
      }
    }
    if (!groups.isEmpty()) {
      document.put(name, groups);
    }
  }

  private static List<String> declaredTerms(List<AddressTerm> terms) {
    return terms.stream()
        .filter(term -> !(term instanceof AddressTerm.Group))
        .map(AddressTerm::toString)
        .toList();
  }

  private static String effectiveTerm(AddressTerm term, String any) {
    return switch (term) {
      case AddressTerm.Any _ -> any;
      case AddressTerm.Block(Prefix prefix) -> prefix.toString();
      case AddressTerm.Tag(String name) -> name;
      case AddressTerm.Unknown(String missing) -> missing;
      case AddressTerm.Group group -> group.applicationSecurityGroup().toString();
    };
  }

  private static List<String> ranges(List<PortRange> ports) {
    return ports.stream().map(range -> range.first() + "-" + range.last()).toList();
  }

  private static List<String> expanded(
      List<AddressTerm> terms, Map<AddressTerm, List<Prefix>> expansions) {
    return terms.stream()
        .flatMap(term -> expansions.getOrDefault(term, List.of()).stream())
        .map(Prefix::toString)
        .toList();
  }
}
