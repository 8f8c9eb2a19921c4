package io.github.pathwhy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/// What an answer says, a line for each fact, in words that fit on a line: as it was given, and as
/// a document in `answers` expects it. Identifiers and counters that mean nothing are left out.
final class Facts {
  /** The keys under which a document says what it expects. */
  static final Set<String> KEYS =
      Set.of(
          "status",
          "hops",
          "issues",
          "access",
          "rule",
          "nextHop",
          "routeTable",
          "routes",
          "groups",
          "error");

  private static final List<String> MATCHES =
      List.of("protocol", "source", "sourcePort", "destination", "destinationPort");

  private final List<String> lines = new ArrayList<>();

  private Facts() {}

  /** The facts a document expects; what it does not mention must not be there. */
  static List<String> expected(JsonNode question) {
    Facts facts = new Facts();
    for (String key : List.of("error", "status", "access", "rule", "nextHop", "routeTable")) {
      if (question.has(key)) {
        facts.say(key, question.get(key).asString());
      }
    }
    for (String hop : texts(question.path("hops"))) {
      facts.say("hop", hop);
    }
    texts(question.path("routes")).stream().sorted().forEach(row -> facts.say("route", row));
    if (question.path("groups").isArray() && question.get("groups").isEmpty()) {
      facts.say("groups", "none");
    }
    for (JsonNode group : question.path("groups")) {
      facts.say("group", group.get("group").asString() + " at " + group.get("at").asString());
      if (group.has("matched")) {
        facts.say("matched", group.get("matched").asString());
      }
      texts(group.get("rules")).forEach(rule -> facts.say("rule", rule));
    }
    question.path("issues").valueStream().map(Facts::issue).sorted().forEach(facts.lines::add);
    return facts.lines;
  }

  /** The facts of an answer, its issues in the words of the expected ones that they fit. */
  static List<String> of(JsonNode answer, JsonNode question) {
    Facts facts = new Facts();
    if (answer.has("error")) {
      facts.say("error", text(answer.get("error"), "code"));
    } else if (has(answer, "hops")) {
      facts.check(answer, question);
    } else if (answer.has("access")) {
      facts.say("access", text(answer, "access"));
      facts.sayIfThere("rule", answer, "ruleName");
    } else if (answer.has("nextHopType")) {
      String address = text(answer, "nextHopIpAddress");
      facts.say("nextHop", (text(answer, "nextHopType") + " " + address).strip());
      facts.sayIfThere("routeTable", answer, "routeTableId");
    } else if (answer.has("results")) {
      facts.diagnostics(answer.get("results").get(0).get("networkSecurityGroupResult"));
    } else if (answer.has("value")) {
      facts.table(answer.get("value"));
    }
    return facts.lines;
  }

  private void say(String what, String fact) {
    lines.add(what + ": " + fact);
  }

  private void sayIfThere(String what, JsonNode node, String key) {
    if (node.has(key)) {
      say(what, text(node, key));
    }
  }

  private void check(JsonNode answer, JsonNode question) {
    say("status", text(answer, "connectionStatus"));
    List<JsonNode> open = new ArrayList<>(question.path("issues").valueStream().toList());
    List<String> issues = new ArrayList<>();
    for (JsonNode hop : get(answer, "hops")) {
      String address = text(hop, "address");
      say("hop", address + " " + text(hop, "type"));
      for (JsonNode issue : get(hop, "issues")) {
        JsonNode fitting =
            open.stream().filter(one -> fits(one, address, issue)).findFirst().orElse(null);
        open.remove(fitting);
        issues.add(fitting == null ? complete(address, issue) : issue(fitting));
      }
    }
    issues.stream().sorted().forEach(lines::add);
  }

  /** An issue as a document writes it, with the context that the document cares about. */
  private static String issue(JsonNode expected) {
    StringJoiner line = new StringJoiner(" ", "issue: ", "");
    line.add(expected.get("at").asString()).add(expected.get("is").asString());
    for (Map.Entry<String, JsonNode> entry : context(expected)) {
      line.add(entry.getKey() + "=" + entry.getValue().asString());
    }
    return line.toString();
  }

  private static String complete(String address, JsonNode issue) {
    StringJoiner line = new StringJoiner(" ", "issue: ", "");
    line.add(address).add(kind(issue));
    for (JsonNode entry : get(issue, "context")) {
      line.add(entry.get("key").asString() + "=" + entry.get("value").asString());
    }
    return line.toString();
  }

  private static boolean fits(JsonNode expected, String address, JsonNode issue) {
    return expected.get("at").asString().equals(address)
        && expected.get("is").asString().equals(kind(issue))
        && context(expected).stream()
            .allMatch(wanted ->
                get(issue, "context")
                    .valueStream()
                    .anyMatch(entry ->
                        entry.get("key").asString().equals(wanted.getKey())
                            && entry.get("value").asString().equals(wanted.getValue().asString())));
  }

  private static List<Map.Entry<String, JsonNode>> context(JsonNode expected) {
    return expected.properties().stream()
        .filter(entry -> !entry.getKey().equals("at") && !entry.getKey().equals("is"))
        .toList();
  }

  private static String kind(JsonNode issue) {
    return text(issue, "origin") + " " + text(issue, "severity") + " " + text(issue, "type");
  }

  private void diagnostics(JsonNode result) {
    say("access", text(result, "securityRuleAccessResult"));
    if (result.get("evaluatedNetworkSecurityGroups").isEmpty()) {
      say("groups", "none");
    }
    for (JsonNode group : result.get("evaluatedNetworkSecurityGroups")) {
      say("group", text(group, "networkSecurityGroupId") + " at " + text(group, "appliedTo"));
      JsonNode matched = group.get("matchedRule");
      say("matched", text(matched, "action") + " " + text(matched, "ruleName"));
      for (JsonNode rule : group.get("rulesEvaluationResult")) {
        List<String> missed =
            MATCHES.stream().filter(part -> !rule.get(part + "Matched").asBoolean()).toList();
        String end = missed.isEmpty() ? "" : ", but for " + String.join(", ", missed);
        say("rule", text(rule, "name") + end);
      }
    }
  }

  private void table(JsonNode rows) {
    if (rows.isEmpty()) {
      say("groups", "none");
    }
    for (JsonNode row : rows) {
      if (row.has("effectiveSecurityRules")) {
        JsonNode place = row.get("association").properties().iterator().next().getValue();
        say("group", text(row.get("networkSecurityGroup"), "id") + " at " + text(place, "id"));
        row.get("effectiveSecurityRules").forEach(rule -> say("rule", rule(rule)));
      }
    }
    rows.valueStream()
        .filter(row -> row.has("nextHopType"))
        .map(Facts::route)
        .sorted()
        .forEach(line -> say("route", line));
  }

  private static String route(JsonNode row) {
    StringJoiner line = new StringJoiner(" ");
    line.add(text(row, "source")).add(text(row, "state"));
    line.add(String.join(",", texts(row.get("addressPrefix")))).add(text(row, "nextHopType"));
    texts(row.get("nextHopIpAddress")).forEach(line::add);
    return line.toString();
  }

  private static String rule(JsonNode rule) {
    StringJoiner line = new StringJoiner(" ");
    for (String key : List.of("name", "priority", "direction", "access", "protocol")) {
      line.add(text(rule, key));
    }
    String source = text(rule, "sourceAddressPrefix") + ":" + text(rule, "sourcePortRange");
    String destination =
        text(rule, "destinationAddressPrefix") + ":" + text(rule, "destinationPortRange");
    return line.add(source).add("->").add(destination).toString();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static boolean has(JsonNode node, String key) {
    return node.has(key) || node.has(capital(key));
  }

  /** A member under its name in either of the two schemas of `check`. */
  private static JsonNode get(JsonNode node, String key) {
    return node.has(key) ? node.get(key) : node.path(capital(key));
  }

  private static String text(JsonNode node, String key) {
    return get(node, key).asString("");
  }

  private static String capital(String key) {
    return Character.toUpperCase(key.charAt(0)) + key.substring(1);
  }
}
