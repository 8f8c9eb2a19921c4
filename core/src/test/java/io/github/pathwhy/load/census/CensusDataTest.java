package io.github.pathwhy.load.census;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.resource.Condition;
import io.github.pathwhy.model.resource.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The census as it is packaged: complete, in order, and all of it can be read. */
final class CensusDataTest {
  private static final int LARGEST_RESOURCE = 300_000;

  private static final Pattern HEAD = Pattern.compile("(@[^@;\\n ]+;)+|@\\(any service\\);");
  private static final Pattern TYPES = Pattern.compile("\\+[a-z0-9.]+(\\t[HMU]( [a-z0-9_./*]+)+)+");
  private static final Pattern LINE =
      Pattern.compile(
          "( *)(-|H|M[a-y]?|[XU][a-y]!?)(:[a-z])?(=[^ >?]+)?(>[^ ?]*)?(?:(\\?\\S+)|((?:"
              + " [a-z0-9_$@.<>*-]+)+))");

  private static final Codes CODES = Codes.read(resource());

  static String resource() {
    try (InputStream file = Census.class.getResourceAsStream("census.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> heads() {
    return resource().lines().filter(line -> line.startsWith("@")).toList();
  }

  private static List<String> types() {
    return heads().stream()
        .flatMap(line -> List.of(line.split(";", -1)).stream())
        .filter(name -> !name.isEmpty())
        .map(name -> name.substring(1))
        .toList();
  }

  /** Rows by what is asked of them: a line holds for all its types, in all parts above it. */
  private static Map<String, Integer> rows() {
    Map<String, Integer> rows = new TreeMap<>();
    int types = 0;
    List<Integer> above = new ArrayList<>();
    for (String line : resource().lines().toList()) {
      if (line.startsWith("@")) {
        types = (int) line.chars().filter(c -> c == ';').count();
      } else if (!line.startsWith("#") && !line.startsWith("+")) {
        Matcher row = LINE.matcher(line);
        assertThat(row.matches()).as(line).isTrue();
        int depth = row.group(1).length();
        assertThat(depth).as(line).isLessThanOrEqualTo(above.size());
        above.subList(depth, above.size()).clear();
        int names = row.group(7) == null ? 1 : row.group(7).strip().split(" ", -1).length;
        int count = above.stream().reduce(types * names, (a, b) -> a * b);
        rows.merge(row.group(2).substring(0, 1), count, Integer::sum);
        rows.merge("warning", row.group(2).endsWith("!") ? count : 0, Integer::sum);
        above.add(names);
      }
    }
    return rows;
  }

  @Test
  void everyLineIsOfAKnownForm() {
    for (String line : resource().lines().toList()) {
      switch (line.charAt(0)) {
        case '#' -> {}
        case '+' -> assertThat(line).matches(TYPES);
        case '@' -> assertThat(line).matches(HEAD);
        default -> assertThat(line).matches(LINE);
      }
    }
  }

  // A dropped row changes these. Two properties in one row are two here, two spellings of one are
  // one, and four rows of 9,869 say how to read and not what a property does.
  @Test
  void everyRowIsThere() {
    assertThat(rows())
        .containsEntry("M", 2_074)
        .containsEntry("X", 985)
        .containsEntry("U", 1_557)
        .containsEntry("H", 5_260)
        .containsEntry("warning", 273);
    assertThat(types()).hasSize(603).doesNotHaveDuplicates();
  }

  @Test
  void everyTypeIsThere() {
    Map<TypeFinding, Integer> found = new TreeMap<>();
    for (String line : resource().lines().filter(line -> line.startsWith("+")).toList()) {
      String[] classes = line.split("\t", -1);
      String provider = classes[0].substring(1);
      for (String list : List.of(classes).subList(1, classes.length)) {
        for (String name : list.substring(2).split(" ", -1)) {
          String type = provider + (provider.startsWith("az") ? "_" : "/") + name;
          found.merge(Census.bundled().type(type), 1, Integer::sum);
        }
      }
    }
    assertThat(found)
        .containsExactly(
            Map.entry(TypeFinding.HARMLESS, 1_198),
            Map.entry(TypeFinding.MODELLED, 198),
            Map.entry(TypeFinding.DECIDES, 546));
  }

  @Test
  void blocksAndProvidersAreInOrder() {
    assertThat(heads()).isSorted();
    assertThat(resource().lines().filter(line -> line.startsWith("+")).map(CensusDataTest::first))
        .isSorted();
  }

  private static String first(String line) {
    return line.substring(0, line.indexOf('\t'));
  }

  @Test
  void everyBlockIsRead() {
    Set<Role> roles = new TreeSet<>();
    for (String type : types()) {
      Node root = Census.bundled().block(type);
      assertThat(root.isLeaf()).as(type).isFalse();
      collect(root, roles);
    }
    assertThat(roles).as("every role is met").containsExactly(Role.values());
  }

  private static void collect(Node node, Set<Role> roles) {
    if (node.rule != null && node.rule.finding() instanceof Finding.Decides decides) {
      roles.add(decides.role());
    }
    node.children.values().forEach(child -> collect(child, roles));
    node.variants.values().forEach(child -> collect(child, roles));
  }

  @Test
  void everyRoleHasItsWord() {
    String line =
        resource().lines().filter(l -> l.startsWith("# roles ")).findFirst().orElseThrow();
    assertThat(line.substring("# roles ".length()).split(" ", -1))
        .containsExactly(Arrays.stream(Role.values()).map(Role::label).toArray(String[]::new));
  }

  @Test
  void everyConditionIsOneOfTheModel() {
    Set<Condition> conditions = EnumSet.of(Condition.ALWAYS);
    resource()
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(row -> row.group(3) != null)
        .forEach(row -> conditions.add(CODES.condition(row.group(3).charAt(1))));
    assertThat(conditions).as("every condition has a row").containsExactly(Condition.values());
  }

  @Test
  void copiesAreOfTypesWithRows() {
    List<String> types = types();
    Set<String> unknown = new TreeSet<>();
    for (String line : resource().lines().filter(l -> !l.startsWith("#")).toList()) {
      Matcher row = LINE.matcher(line);
      if (row.matches() && row.group(5) != null && row.group(5).length() > 1) {
        String copyOf = row.group(5).substring(1);
        if (!types.contains(copyOf)) {
          unknown.add(copyOf.substring(copyOf.lastIndexOf('/') + 1));
        }
      }
    }
    assertThat(unknown).containsExactly("privateendpointconnections");
  }

  @Test
  void dataStaysSmall() {
    assertThat(resource().length()).isLessThan(LARGEST_RESOURCE);
  }
}
