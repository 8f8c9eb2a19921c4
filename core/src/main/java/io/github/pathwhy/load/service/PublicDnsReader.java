package io.github.pathwhy.load.service;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Leftovers;
import io.github.pathwhy.load.declare.Merge;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.service.PublicRecord;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the record sets of public DNS zones that lead to addresses. */
public final class PublicDnsReader {
  /** The list, or the one object, of records of each type, and what it holds. */
  private static final Map<String, List<String>> RECORDS =
      Map.of(
          "microsoft.network/dnszones/a", List.of("ARecords", "ipv4Address"),
          "microsoft.network/dnszones/aaaa", List.of("AAAARecords", "ipv6Address"),
          "microsoft.network/dnszones/cname", List.of("CNAMERecord", "cname"));

  private PublicDnsReader() {}

  /** The property that holds the records of a type. */
  static Optional<String> key(String armType) {
    List<String> known = RECORDS.get(armType.toLowerCase(Locale.ROOT));
    return known == null ? Optional.empty() : Optional.of(known.getFirst());
  }

  /** The record set, when a resource is one. */
  public static Optional<PublicRecord> read(Declarations.Other other, SourcePosition at) {
    List<String> known = RECORDS.get(other.armType().toLowerCase(Locale.ROOT));
    if (known == null) {
      return Optional.empty();
    }
    Tree.Mapping set = Merge.flat(other.mapping());
    List<String> values = new ArrayList<>();
    Tree.Entry records = set.findIgnoringCase(known.getFirst());
    if (records != null) {
      collect(records.value(), known.getLast(), values);
    }
    Set<ResourceId> targets = new LinkedHashSet<>();
    Tree.Entry target = set.findIgnoringCase("targetResource");
    if (target != null) {
      Leftovers.collect(target.value(), targets);
    }
    List<IpAddress> addresses = new ArrayList<>();
    values.forEach(value -> IpAddress.parse(value).ifPresent(addresses::add));
    String label = other.id().name();
    String zone = other.id().parent().name();
    return Optional.of(
        new PublicRecord(
            other.id(),
            at,
            label.equals("@") ? zone : label + "." + zone,
            addresses,
            addresses.isEmpty() ? values.stream().findFirst() : Optional.empty(),
            targets.stream().findFirst()));
  }

  private static void collect(Tree records, String key, List<String> values) {
    switch (records) {
      case Tree.Sequence list -> list.items().forEach(item -> collect(item, key, values));
      case Tree.Mapping record -> {
        Tree.Entry value = record.findIgnoringCase(key);
        if (value != null
            && value.value() instanceof Tree.Scalar(String text, Tree.Kind kind, long _)
            && kind == Tree.Kind.TEXT
            && !text.isEmpty()) {
          values.add(text);
        }
      }
      case Tree.Scalar _ -> {}
    }
  }
}
