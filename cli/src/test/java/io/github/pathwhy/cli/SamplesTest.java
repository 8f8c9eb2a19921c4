package io.github.pathwhy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.cli.command.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Asks every question of every sample, as text and as JSON, and compares the answers with those in
/// its folder `expected`. File names in the answers are those a user in the sample's folder sees.
final class SamplesTest {
  /** What is more than a part of the drawing. */
  private static final Pattern WORD = Pattern.compile("\\S*\\w\\S*");

  /** A question: the arguments as a user in the sample's folder would type them. */
  private record Question(Path sample, String name, List<String> args, int exit) {

    boolean isAzure() {
      return args.contains("azure");
    }

    boolean isCheck() {
      return args.getFirst().equals("check");
    }

    Schemas schema() {
      return switch (args.getFirst()) {
        case "check" -> isAzure() ? Schemas.AZURE : Schemas.DOCUMENTED;
        case "monitor" -> Schemas.of("monitor-validate");
        default -> Schemas.of(args.getFirst());
      };
    }

    Path expected(String extension) {
      return sample.resolve("expected").resolve(name + "." + extension);
    }

    Invocation.Outcome ask(String... more) {
      List<String> words = new ArrayList<>();
      for (String word : args) {
        boolean isPath =
            !words.isEmpty() && List.of("-t", "--parameters", "validate").contains(words.getLast());
        words.add(isPath ? Repository.fromHere(sample) + File.separator + word : word);
      }
      return Invocation.of(words.toArray(String[]::new)).and(more).run();
    }

    /** The text as it would be in the sample's folder. */
    String stable(String text) {
      String folder = Repository.fromHere(sample) + File.separator;
      return text.replace(folder, "").replace(folder.replace("\\", "\\\\"), "");
    }
  }

  private static List<Question> questions(Path sample) {
    List<Question> questions = new ArrayList<>();
    for (JsonNode node : Schemas.yaml(Repository.read(sample.resolve("queries.yaml")))) {
      List<String> args = new ArrayList<>();
      node.get("args").forEach(word -> args.add(word.asString()));
      questions.add(
          new Question(sample, node.get("name").asString(), args, node.get("exit").asInt()));
    }
    return questions;
  }

  @TestFactory
  Stream<DynamicNode> answersAreAsExpected() {
    return Repository.samples().stream()
        .map(sample ->
            DynamicContainer.dynamicContainer(
                sample.getFileName().toString(),
                questions(sample).stream()
                    .map(question ->
                        DynamicTest.dynamicTest(question.name(), () -> check(question)))));
  }

  private static void check(Question question) {
    Invocation.Outcome text = question.ask("-o", "text");
    Invocation.Outcome json = question.ask("-o", "json");

    assertThat(text.exit()).as("exit code").isEqualTo(question.exit());
    assertThat(json.exit()).as("exit code with JSON").isEqualTo(question.exit());
    assertThat(json.stderr()).as("stderr with JSON").isEqualTo(text.stderr());
    Golden.check(question.expected("txt"), question.stable(text.stdout()));
    Golden.check(question.expected("json"), question.stable(json.stdout()));
    Golden.check(question.expected("err"), question.stable(text.stderr()));
    if (question.isCheck()) {
      assertThat(text.lines()).allSatisfy(SamplesTest::fits);
    }
    if (!json.stdout().isEmpty()) {
      assertThat(question.schema().violationsOfJson(json.stdout())).isEmpty();
    }
  }

  /** Only words that cannot be broken, and commands to be pasted, may be wider than 80 columns. */
  private static void fits(String line) {
    long words = WORD.matcher(line).results().count();
    boolean isCommand = line.startsWith("  az ") || line.startsWith("  pathwhy ");
    assertThat(line.length() <= 80 || words == 1 || isCommand).as("%s", line).isTrue();
  }

  @TestFactory
  Stream<DynamicTest> everyAnswerFitsBothSchemas() {
    return Repository.samples().stream()
        .flatMap(sample -> questions(sample).stream())
        .filter(question ->
            question.isCheck() && question.exit() != ExitCode.USAGE.code() && !question.isAzure())
        .map(question ->
            DynamicTest.dynamicTest(
                question.sample().getFileName() + " " + question.name(),
                () -> {
                  Invocation.Outcome azure = question.ask("-o", "json", "--schema", "azure");

                  assertThat(azure.exit()).isEqualTo(question.exit());
                  assertThat(Schemas.AZURE.violationsOfJson(azure.stdout())).isEmpty();
                }));
  }

  @TestFactory
  Stream<DynamicTest> topologiesFitTheSchema() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path sample : Repository.samples()) {
      try (Stream<Path> entries = Files.list(sample)) {
        entries
            .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("queries.yaml"))
            .filter(file -> !file.getFileName().toString().startsWith("monitor"))
            .sorted()
            .forEach(files::add);
      }
    }
    return files.stream()
        .filter(file -> !file.getParent().endsWith("invalid-input"))
        .map(file ->
            DynamicTest.dynamicTest(
                Repository.fromHere(file),
                () ->
                    assertThat(Schemas.TOPOLOGY.violationsOfYaml(Repository.read(file)))
                        .isEmpty()));
  }

  @Test
  void everySampleIsExplainedAndHasNoLeftovers() throws IOException {
    for (Path sample : Repository.samples()) {
      assertThat(sample.resolve("README.md")).isRegularFile();
      Set<String> names =
          questions(sample).stream().map(Question::name).collect(Collectors.toSet());
      try (Stream<Path> files = Files.list(sample.resolve("expected"))) {
        Set<String> answered =
            files
                .map(file -> file.getFileName().toString().replaceFirst("\\.(txt|json|err)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(answered).as("answers of %s", sample).isEqualTo(new TreeSet<>(names));
      }
    }
  }

  @Test
  void readmesNameEveryQuestion() {
    for (Path sample : Repository.samples()) {
      String readme = Repository.read(sample.resolve("README.md"));
      for (Question question : questions(sample)) {
        assertThat(readme).as("README of %s", sample).contains("`" + question.name() + "`");
      }
    }
  }
}
