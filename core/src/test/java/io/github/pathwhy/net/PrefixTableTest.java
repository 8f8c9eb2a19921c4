package io.github.pathwhy.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class PrefixTableTest {
  private static final long SEED = 1519;

  @Test
  void findsWhatALinearScanFinds() {
    Samples samples = new Samples(SEED);
    for (int run = 0; run < 1_000; run++) {
      Map<Prefix, Integer> entries = new LinkedHashMap<>();
      PrefixTable<Integer> table = new PrefixTable<>();
      fill(samples, entries, table);
      List<Prefix> keys = List.copyOf(entries.keySet());
      for (int probe = 0; probe < 30; probe++) {
        IpAddress address =
            keys.isEmpty() || samples.oneIn(5)
                ? samples.address()
                : samples.near(keys.get(samples.below(keys.size())));
        String where = "seed " + SEED + ", run " + run + ": " + address;
        Supplier<String> context = () -> where + " in " + entries;
        List<Integer> holders = holders(entries, address);
        assertThat(table.matches(address)).as(context).isEqualTo(holders);
        assertThat(table.longestPrefixMatch(address))
            .as(context)
            .isEqualTo(holders.isEmpty() ? Optional.empty() : Optional.of(holders.getLast()));
        Prefix key = samples.oneIn(2) && !keys.isEmpty() ? keys.getFirst() : samples.prefix();
        assertThat(table.get(key)).as(context).isEqualTo(Optional.ofNullable(entries.get(key)));
      }
    }
  }

  private static void fill(
      Samples samples, Map<Prefix, Integer> entries, PrefixTable<Integer> table) {
    int size = samples.below(16);
    List<Prefix> known = new ArrayList<>();
    for (int value = 0; value < size; value++) {
      Prefix prefix =
          known.isEmpty() || samples.oneIn(3)
              ? samples.prefix()
              : nested(samples, known.get(samples.below(known.size())));
      known.add(prefix);
      entries.put(prefix, value);
      table.put(prefix, value);
    }
  }

  private static Prefix nested(Samples samples, Prefix outer) {
    int more = samples.below(outer.version().bits() - outer.length() + 1);
    return Prefix.containing(samples.inside(outer), outer.length() + more);
  }

  /** The values of the prefixes that hold the address, from the shortest to the longest. */
  private static List<Integer> holders(Map<Prefix, Integer> entries, IpAddress address) {
    return entries.entrySet().stream()
        .filter(entry -> Numbers.contains(entry.getKey(), address))
        .sorted(Comparator.comparingInt(entry -> entry.getKey().length()))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Test
  void laterValueOfAPrefixReplacesTheEarlierOne() {
    PrefixTable<String> table = new PrefixTable<>();
    table.put(Prefix.of("10.0.0.0/8"), "old");
    table.put(Prefix.of("10.0.0.0/8"), "new");
    assertThat(table.get(Prefix.of("10.0.0.0/8"))).contains("new");
    assertThat(table.matches(IpAddress.of("10.9.9.9"))).containsExactly("new");
  }

  @Test
  void zeroLengthAndHostPrefixesAreOrdinaryEntries() {
    PrefixTable<String> table = new PrefixTable<>();
    table.put(Prefix.ALL_V4, "any");
    table.put(Prefix.of("255.255.255.255/32"), "one");
    table.put(Prefix.of("::1/128"), "loopback");
    assertThat(table.longestPrefixMatch(IpAddress.of("0.0.0.0"))).contains("any");
    assertThat(table.matches(IpAddress.of("255.255.255.255"))).containsExactly("any", "one");
    assertThat(table.longestPrefixMatch(IpAddress.of("::1"))).contains("loopback");
    assertThat(table.longestPrefixMatch(IpAddress.of("::"))).isEmpty();
    assertThat(table.get(Prefix.of("255.255.255.254/31"))).isEmpty();
  }
}
