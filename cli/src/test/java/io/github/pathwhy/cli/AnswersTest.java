package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.cli.command.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Asks what Azure was asked, and expects Azure's answers. Every document in `answers` holds
///
/// - `shows`: what can be learnt from it, in one sentence;
/// - `source`: where Azure said or did so;
/// - `topology`: the network, in pathwhy's own format;
/// - `questions`: each with the command to `ask`, an `overlay` over the network where one is
///   needed, and the facts of the answer, see [Facts]. The answer must hold those and no others: an
///   answer without `issues` has none. `values` are results of `--query`. A question with a `note`
///   is a neighbour of what the source tells, and follows from the rule that the note gives.
///
/// The exit code follows from the facts.
final class AnswersTest {
  private static final Path DOCUMENTS = Repository.file("cli/src/test/resources/answers");
  private static final Set<String> WORDS = Set.of("ask", "note", "overlay", "values");

  @TempDir Path folder;

  /** A document, and one of its questions. */
  private record Question(String document, JsonNode topology, JsonNode question) {

    String command() {
      return question.get("ask").asString();
    }

    Invocation.Outcome ask(Path folder, String... more) {
      List<String> words = new ArrayList<>(List.of(command().split(" ")));
      words.addAll(List.of("-o", "json", "-t", write(folder.resolve("network.json"), topology)));
      if (question.has("overlay")) {
        String overlay = write(folder.resolve("overlay.json"), question.get("overlay"));
        words.addAll(List.of("-t", overlay));
      }
      return Invocation.of(words.toArray(String[]::new)).and(more).run();
    }

    private static String write(Path file, JsonNode topology) {
      try {
        String text = topology.toString().replaceFirst("\\{", "{\"pathwhy\":1,");
        return Files.writeString(file, text).toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    int exit() {
      String verdict = question.path("status").asString(question.path("access").asString(""));
      ExitCode code =
          switch (verdict) {
            case "Unreachable", "Deny" -> ExitCode.NEGATIVE;
            case "Unknown" -> ExitCode.UNDETERMINED;
            default -> question.has("error") ? ExitCode.USAGE : ExitCode.POSITIVE;
          };
      return code.code();
    }
  }

  @TestFactory
  Stream<DynamicNode> answersAreAzures() {
    return documents()
        .map(file -> {
          JsonNode document = Schemas.yaml(Repository.read(file));
          return DynamicContainer.dynamicContainer(
              name(file),
              document
                  .get("questions")
                  .valueStream()
                  .map(question -> new Question(name(file), document.get("topology"), question))
                  .map(question ->
                      DynamicTest.dynamicTest(question.command(), () -> check(question))));
        });
  }

  private void check(Question question) {
    Invocation.Outcome outcome = question.ask(folder);
    String place = question.document() + ": " + question.command();

    assertThat(outcome.stderr()).as("stderr of %s", place).isEmpty();
    JsonNode answer = Schemas.json(outcome.stdout());
    assertThat(lines(Facts.of(answer, question.question())))
        .as("%s\n%s", place, outcome.stdout())
        .isEqualTo(lines(Facts.expected(question.question())));
    assertThat(outcome.exit()).as("exit code of %s", place).isEqualTo(question.exit());
    for (Map.Entry<String, JsonNode> value : question.question().path("values").properties()) {
      String found = question.ask(folder, "--query", value.getKey()).stdout();
      assertThat(Schemas.json(found)).as("%s of %s", value, place).isEqualTo(value.getValue());
    }
  }

  private static String lines(List<String> facts) {
    return String.join("\n", facts);
  }

  @TestFactory
  Stream<DynamicTest> documentsAreComplete() {
    return documents()
        .map(file ->
            DynamicTest.dynamicTest(
                name(file),
                () -> {
                  JsonNode document = Schemas.yaml(Repository.read(file));

                  assertThat(document.propertyNames())
                      .containsExactlyInAnyOrder("shows", "source", "topology", "questions");
                  assertThat(document.get("shows").asString()).endsWith(".");
                  assertThat(document.get("source").asString()).isNotBlank();
                  assertThat(Schemas.TOPOLOGY.violationsOf(document.get("topology"))).isEmpty();
                  assertThat(document.get("questions"))
                      .isNotEmpty()
                      .allSatisfy(AnswersTest::isComplete);
                }));
  }

  private static void isComplete(JsonNode question) {
    Set<String> known = new TreeSet<>(WORDS);
    known.addAll(Facts.KEYS);
    assertThat(question.propertyNames()).as("%s", question).isSubsetOf(known);
    boolean expects = question.has("values") || !Facts.expected(question).isEmpty();
    assertThat(expects).as("%s expects something", question).isTrue();
  }

  private static String name(Path document) {
    return document.getFileName().toString().replace(".yaml", "");
  }

  private static Stream<Path> documents() {
    try (Stream<Path> files = Files.list(DOCUMENTS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
