package io.github.pathwhy.load.dump;

import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The effective security rules of an interface (`az network nic list-effective-nsg`): the rules
/// themselves belong to groups that are described elsewhere, but the prefixes that Azure put in
/// place of a service tag are what this tag stands for.
final class EffectiveRules {
  private static final String WHAT = "effective security rules";
  private static final List<String> SIDES = List.of("Source", "Destination");

  private final Reading reading;
  private final Tree.Mapping tags;

  /** Collects the tags of one document. */
  EffectiveRules(Reading reading, Tree.Mapping tags) {
    this.reading = reading;
    this.tags = tags;
  }

  /** Takes the tags of the rules of one group. */
  void read(Tree.Mapping group) {
    reading.leaveOut(
        group.at(),
        WHAT,
        "only what service tags stand for is read; the rules are those of the security groups");
    if (value(group, "tagMap") instanceof Tree.Mapping map) {
      for (Tree.Entry entry : map.entries()) {
        add(entry.key(), entry.value(), entry.at());
      }
    }
    if (value(group, "effectiveSecurityRules") instanceof Tree.Sequence rules) {
      for (Tree item : rules.items()) {
        if (item instanceof Tree.Mapping rule) {
          for (String side : SIDES) {
            readSide(rule, side);
          }
        }
      }
    }
  }

  /** With more than one term on a side, nobody can tell whose the prefixes are. */
  private void readSide(Tree.Mapping rule, String side) {
    Tree expanded = value(rule, "expanded" + side + "AddressPrefix");
    if (expanded == null) {
      return;
    }
    String key = side.toLowerCase(Locale.ROOT) + "AddressPrefix";
    Tree plural = value(rule, key + "es");
    Tree term =
        plural instanceof Tree.Sequence list && !list.items().isEmpty()
            ? (list.items().size() == 1 ? list.items().getFirst() : null)
            : value(rule, key);
    if (term instanceof Tree.Sequence list && list.items().size() == 1) {
      term = list.items().getFirst();
    }
    if (term instanceof Tree.Scalar tag) {
      add(tag.text(), expanded, tag.at());
    }
  }

  private void add(String tag, @Nullable Tree prefixes, long at) {
    if (isTag(tag) && prefixes instanceof Tree.Sequence list && !list.items().isEmpty()) {
      for (Tree item : list.items()) {
        if (!(item instanceof Tree.Scalar scalar) || Prefix.parse(scalar.text()).isEmpty()) {
          return;
        }
      }
      if (tags.findIgnoringCase(tag) == null) {
        reading.limits().addNode(at, tag.length());
        tags.add(new Tree.Entry(tag, at, list));
      }
    }
  }

  /** Whether a term is a tag that means the same prefixes everywhere. */
  private static boolean isTag(String term) {
    return switch (term.toLowerCase(Locale.ROOT)) {
      case "", "*", "any", "virtualnetwork", "internet", "azureloadbalancer" -> false;
      default -> Character.isLetter(term.charAt(0)) && Prefix.parse(term).isEmpty();
    };
  }

  private static @Nullable Tree value(Tree.Mapping mapping, String key) {
    return Optional.ofNullable(mapping.findIgnoringCase(key)).map(Tree.Entry::value).orElse(null);
  }
}
