package io.github.pathwhy.load.gateway;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.model.gateway.NatRule;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the NAT rules of VPN gateways, and which of them a connection names. */
final class NatRuleReader {
  private static final String RULES = "natRules";
  private static final List<String> MODES = List.of("EgressSnat", "IngressSnat");
  private static final List<String> TYPES = List.of("Static", "Dynamic");

  private NatRuleReader() {}

  /** The rules of a gateway. */
  static List<NatRule> of(ResourceId gateway, Fields fields) {
    List<NatRule> rules = new ArrayList<>();
    for (Fields rule : fields.namedChildren(RULES)) {
      if (!References.isBare(rule)) {
        rules.add(read(gateway, rule));
      }
    }
    return rules;
  }

  private static NatRule read(ResourceId gateway, Fields fields) {
    Optional<String> name = fields.text("name");
    fields.text("id");
    Optional<String> mode = fields.choice("mode", MODES, word -> word);
    boolean dynamic =
        fields.choice("type", TYPES, word -> word).filter("Dynamic"::equals).isPresent();
    fields.get("ipConfigurationId");
    List<Side> internal = sides(fields, "internalMappings");
    List<Side> external = sides(fields, "externalMappings");
    List<NatRule.Mapping> mappings = new ArrayList<>();
    boolean oneToOne = !dynamic && internal.size() == external.size();
    for (int i = 0; i < Math.min(internal.size(), external.size()); i++) {
      Prefix inside = internal.get(i).prefix();
      Prefix outside = external.get(i).prefix();
      mappings.add(new NatRule.Mapping(inside, outside));
      oneToOne &=
          inside.length() == outside.length()
              && !internal.get(i).ports()
              && !external.get(i).ports();
    }
    ResourceId id = Declarations.childId(gateway, fields, RULES, name.orElse(""));
    fields.close();
    return new NatRule(
        id, fields.position(), mode.filter("IngressSnat"::equals).isEmpty(), oneToOne, mappings);
  }

  /** One side of a mapping, with ports or without. */
  private record Side(Prefix prefix, boolean ports) {}

  private static List<Side> sides(Fields fields, String key) {
    List<Side> found = new ArrayList<>();
    for (Fields mapping : fields.children(key)) {
      boolean ports = mapping.get("portRange") != null;
      for (Prefix prefix : mapping.prefixes("addressSpace")) {
        found.add(new Side(prefix, ports));
      }
      mapping.close();
    }
    return found;
  }

  /** The rules that a connection of a gateway names. */
  static List<ResourceId> named(Fields connection, Optional<ResourceId> gateway) {
    List<ResourceId> found = new ArrayList<>();
    for (String key : List.of("egressNatRules", "ingressNatRules")) {
      for (Tree item : connection.items(key)) {
        References.reference(connection, item, key, "NAT rule")
            .map(Tree.Scalar::text)
            .map(text ->
                text.contains("/") || gateway.isEmpty()
                    ? ResourceId.of(text)
                    : gateway.get().child(RULES, text))
            .ifPresent(found::add);
      }
    }
    return found;
  }
}
