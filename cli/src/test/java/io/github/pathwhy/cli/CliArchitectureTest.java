package io.github.pathwhy.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls between the packages of the command, and what its code must not use. */
final class CliArchitectureTest {
  private static final String CLI = "io.github.pathwhy.cli";
  private static final String QUERY = CLI + ".render.Query";
  private static final int MOST_FILES = 25;
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

  /** Each package below the commands, with what it may use of the others. */
  private static final Map<String, List<String>> LAYERS =
      Map.of(
          "console",
          List.of(),
          "options",
          List.of("console"),
          "render",
          List.of("console", "options"),
          "via",
          List.of("console", "options"),
          "command",
          List.of("console", "options", "render", "via"),
          "inspect",
          List.of("console", "options", "render", "command"),
          "live",
          List.of("console", "options", "render", "command"),
          "az",
          List.of("console", "options", "command"),
          "check",
          List.of("console", "options", "render", "command", "live"));

  static Stream<String> packages() {
    return LAYERS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageUsesOnlyThoseBelowIt(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), LAYERS.get(name).stream())
            .map(CliArchitectureTest::within)
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(within(name))
            .should()
            .dependOnClassesThat(
                resideInAPackage(CLI + "..").and(not(resideInAnyPackage(allowed)))));
  }

  private static String within(String name) {
    return CLI + "." + name + "..";
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching(CLI + ".(*)..").should().beFreeOfCycles());
  }

  @Test
  void packagesStaySmall() {
    Map<String, Set<String>> files = new TreeMap<>();
    for (JavaClass each : CLASSES) {
      files
          .computeIfAbsent(each.getPackageName(), _ -> new HashSet<>())
          .add(each.getSource().flatMap(source -> source.getFileName()).orElse(each.getName()));
    }
    files.forEach((name, sources) ->
        assertThat(sources).as("files of %s", name).hasSizeLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void renderingDecidesNothing() {
    check(
        noClasses()
            .that()
            .resideInAPackage(within("render"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.github.pathwhy.diagnose..",
                "io.github.pathwhy.trace..",
                "io.github.pathwhy.effective..",
                "io.github.pathwhy.model.."));
  }

  @Test
  void onlyTheEntryPointsExit() {
    check(
        noClasses()
            .that()
            .doNotBelongToAnyOf(Main.class, TrainingRun.class)
            .should()
            .callMethod(System.class, "exit", int.class));
  }

  @Test
  void nothingPrintsPastTheConsole() {
    check(noClasses().should().accessField(System.class, "out"));
    check(noClasses().should().accessField(System.class, "err"));
  }

  @Test
  void onlyTheConsoleKnowsTheWindowsTerminal() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(within("console"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jline.."));
  }

  @Test
  void onlyQueriesKnowJmesPath() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(QUERY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.burt.jmespath.."));
  }

  @Test
  void onlyTheEngineReadsJsonAndYaml() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "org.snakeyaml.."));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
