package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random documents: right ones load alike in every format, damaged ones never throw. */
final class RandomDocumentTest {
  private static final int ROUNDS = 100;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void yamlAndJsonOfTheSameContentAreTheSameTopology(long seed) {
    Samples random = new Samples(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Object document = new RandomDocument(random).generate();
      String json = DocumentText.json(document);
      String yaml = new DocumentText(random).yaml(document);
      assertThat(Inputs.problems(json)).as(json).isEmpty();
      assertThat(Inputs.problems(yaml)).as(yaml).isEmpty();
      assertThat(Inputs.describe(Inputs.topology(yaml)))
          .as(yaml)
          .isEqualTo(Inputs.describe(Inputs.topology(json)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8, 9, 10})
  void aDocumentLaidOverItselfIsItself(long seed) {
    Samples random = new Samples(seed);
    for (int round = 0; round < ROUNDS / 2; round++) {
      String json = DocumentText.json(new RandomDocument(random).generate());
      assertThat(Inputs.describe(Inputs.topology(json, json)))
          .isEqualTo(Inputs.describe(Inputs.topology(json)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void damagedDocumentsAreLoadedOrRefused(long seed) {
    Samples random = new Samples(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Object document = new RandomDocument(random).generate();
      Object damaged = damage(document, random, new int[] {random.below(size(document))});
      Loaded json = Inputs.load(DocumentText.json(damaged));
      assertThat(Inputs.problems(json)).allSatisfy(problem -> assertThat(problem).startsWith("1:"));
      Loaded yaml = Inputs.load(new DocumentText(random).yaml(damaged));
      assertThat(yaml.getClass()).isEqualTo(json.getClass());
    }
  }

  private static int size(Object value) {
    return switch (value) {
      case Map<?, ?> map -> 1 + map.values().stream().mapToInt(RandomDocumentTest::size).sum();
      case List<?> list -> 1 + list.stream().mapToInt(RandomDocumentTest::size).sum();
      default -> 1;
    };
  }

  /** The value with the node of this number, counted from the root, made into something else. */
  private static Object damage(Object value, Samples random, int[] left) {
    if (left[0]-- == 0) {
      return random.oneOf(
          "",
          "x",
          "-1",
          "10.0.0.1/8",
          0,
          99_999,
          true,
          "\u202e",
          "~",
          "net0",
          "a/b",
          List.of(),
          List.of(List.of()),
          List.of(Map.of()),
          Map.of(),
          Map.of("name", "x"),
          Map.of("id", "/subscriptions/x"),
          List.of("Tcp/1", "x"),
          "x".repeat(5000));
    }
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> changed = new LinkedHashMap<>();
        map.forEach((key, item) -> {
          Object other = damage(item, random, left);
          changed.put(!other.equals(item) && random.oneIn(3) ? key + "x" : key, other);
        });
        yield changed;
      }
      case List<?> list -> {
        List<Object> changed = new ArrayList<>();
        list.forEach(item -> changed.add(damage(item, random, left)));
        yield changed;
      }
      default -> value;
    };
  }
}
