package io.github.pathwhy.ledger;

import io.github.pathwhy.load.census.CensusRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes values up for rows: such that count as set, and that fit the name as far as it tells. */
final class Values {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** Names in the plural of what is one object. */
  private static final Set<String> OBJECTS =
      Set.of(
          "policies",
          "dhcpoptions",
          "vnetroutes",
          "tags",
          "properties",
          "hubipaddresses",
          "summarizedgatewayprefixes");

  private Values() {}

  /** Whether the value under a name is a list, as far as the name tells. */
  static boolean isList(String name) {
    return name.endsWith("s")
        && !name.endsWith("ss")
        && !name.endsWith("settings")
        && !name.endsWith("status")
        && !name.endsWith("properties")
        && !OBJECTS.contains(name);
  }

  /// The values to try for a row, the likeliest first.
  ///
  /// @param side the names and addresses of that side are put in
  static List<Object> of(CensusRows.Row row, World.Side side) {
    if (row.single().isPresent()) {
      CensusRows.Words words = row.single().get();
      String word = words.others() ? "Another" : words.list().getFirst();
      return List.of(word.equals("/") ? side.of("10.1.1.0/28") : word);
    }
    if (row.falseCounts()) {
      return List.of(false);
    }
    if (!row.standard().isEmpty()) {
      boolean number = NUMBER.matcher(row.standard().getFirst()).matches();
      return List.of(number ? 77L : "Another", "Another");
    }
    List<Object> values = new ArrayList<>();
    if (row.copyOf().isPresent()) {
      Map<String, Object> reference = new LinkedHashMap<>();
      reference.put("id", side.of(World.expanded(idOf(row.name(), row.copyOf().get()))));
      values.add(isList(row.name()) ? List.of(reference) : reference);
    }
    Object word = side.of(World.expanded(wordFor(row.name())));
    values.add(isList(row.name()) ? List.of(word) : word);
    values.add(true);
    return values;
  }

  private static String idOf(String name, String type) {
    String kind = type.isEmpty() ? name : type.substring(type.lastIndexOf('/') + 1);
    if (kind.contains("subnet")) {
      return "$N/virtualNetworks/near/subnets/two";
    }
    if (kind.contains("virtualnetwork") || kind.contains("vnet")) {
      return "$N/virtualNetworks/near";
    }
    return type.isEmpty() ? "$N/things/nearthing" : World.id(type, World.Side.NEAR);
  }

  private static String wordFor(String name) {
    if (name.contains("subnet")) {
      return "$N/virtualNetworks/near/subnets/two";
    }
    if (name.contains("virtualnetwork") || name.contains("vnetid")) {
      return "$N/virtualNetworks/near";
    }
    if (name.endsWith("prefix") || name.endsWith("prefixes") || name.contains("cidr")) {
      return "10.1.2.0/24";
    }
    if (name.endsWith("ipaddress") || name.endsWith("ipaddresses")) {
      return "10.1.2.77";
    }
    if (name.endsWith("port") || name.endsWith("ports") || name.endsWith("portranges")) {
      return "443";
    }
    if (name.equals("hostname")
        || name.endsWith("fqdn")
        || name.endsWith("fqdns")
        || name.equals("cname")) {
      return "another.near.example";
    }
    return name.equals("priority") ? "150" : "Another";
  }
}
