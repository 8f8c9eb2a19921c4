package io.github.pathwhy.load.own;

import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The order in which people read the keys of an object: what it is, what it does, where from,
/// where to, and then the rest as the input has it.
final class KeyOrder {
  private static final List<String> FIRST =
      List.of(
          "name",
          "priority",
          "direction",
          "access",
          "action",
          "ruleType",
          "protocol",
          "ipProtocols",
          "addressSpace",
          "addressPrefix",
          "addressPrefixes",
          "nextHopType",
          "nextHopIpAddress",
          "sku",
          "subnet",
          "privateIPAddress",
          "publicIPAddress",
          "frontendIPConfiguration",
          "frontendPort");

  private KeyOrder() {}

  static Tree.Mapping of(Tree.Mapping object) {
    List<Tree.Entry> entries = new ArrayList<>(object.entries());
    entries.sort(Comparator.comparingInt(entry -> rank(entry.key())));
    Tree.Mapping sorted = Written.object();
    entries.forEach(sorted::add);
    return sorted;
  }

  private static int rank(String key) {
    int place = FIRST.indexOf(key);
    if (place >= 0) {
      return place;
    }
    int side = key.startsWith("source") ? 0 : key.startsWith("destination") ? 2 : 4;
    return FIRST.size() + side + (side < 4 && key.contains("Port") ? 1 : 0);
  }
}
