package io.github.pathwhy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import io.github.pathwhy.net.Flow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls between the packages of the engine, and what its code must not use. */
final class ArchitectureTest {
  private static final String ROOT = "io.github.pathwhy";
  private static final int MOST_FILES = 30;
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(Flow.class.getProtectionDomain().getCodeSource().getLocation());

  /** Each package with the packages it may use; others of the engine are off limits. */
  private static final Map<String, List<String>> LAYERS =
      Map.ofEntries(
          Map.entry("net", List.of()),
          Map.entry("model", List.of("net")),
          Map.entry("text", List.of("model")),
          Map.entry("lookup", List.of("net", "model", "text")),
          Map.entry("load", List.of("net", "model", "text")),
          Map.entry("effective", List.of("net", "model")),
          Map.entry("trace", List.of("net", "model", "effective")),
          Map.entry("diagnose", List.of("net", "model", "text", "lookup", "effective", "trace")),
          Map.entry("inspect", List.of("net", "model", "text", "lookup", "effective")),
          Map.entry("draw", List.of("net", "model", "text", "effective")),
          Map.entry("monitor", List.of("net", "model", "text", "lookup", "load")),
          Map.entry("probe", List.of("net", "text")),
          Map.entry(
              "live",
              List.of("net", "model", "text", "lookup", "effective", "trace", "diagnose", "probe")),
          Map.entry(
              "report",
              List.of(
                  "net",
                  "model",
                  "text",
                  "lookup",
                  "load",
                  "effective",
                  "trace",
                  "diagnose",
                  "inspect",
                  "draw",
                  "monitor",
                  "probe",
                  "live")));

  static Stream<String> packages() {
    return LAYERS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageUsesOnlyThoseBelowIt(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), LAYERS.get(name).stream())
            .map(ArchitectureTest::within)
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(within(name))
            .should()
            .dependOnClassesThat(
                resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed)))));
  }

  private static String within(String name) {
    return ROOT + "." + name + "..";
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
  }

  @Test
  void onlyLoaderAndReportKnowYaml() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(within("text"), within("report"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml.."));
  }

  @Test
  void onlyLoaderAndReportKnowJson() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(within("text"), within("report"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson.."));
  }

  @Test
  void nothingReadsAddressesAsTheJdkDoes() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(within("probe"))
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.Inet(4|6)?Address"));
  }

  /** What asks the real network measures time; nothing else does. */
  @Test
  void onlyProbesReadTheClock() {
    for (ArchRule rule :
        List.of(
            simulation().should().callMethod(System.class, "nanoTime"),
            simulation().should().callMethod(System.class, "currentTimeMillis"),
            simulation().should().callMethod(java.time.Instant.class, "now"))) {
      check(rule);
    }
  }

  private static GivenClassesConjunction simulation() {
    return noClasses().that().resideOutsideOfPackages(within("probe"), within("live"));
  }

  @Test
  void onlyTheKernelTierCallsNativeCode() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(within("probe.kernel"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.foreign.."));
  }

  @Test
  void onlyTheCaptureTierKnowsPcap() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(within("probe.capture"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.pcap4j..", "com.sun.jna.."));
  }

  @Test
  void onlyNameResolutionKnowsDnsjava() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(within("probe.dns"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.xbill.."));
  }

  @Test
  void nothingPrintsOrExits() {
    check(noClasses().should().accessField(System.class, "out"));
    check(noClasses().should().accessField(System.class, "err"));
    check(noClasses().should().callMethod(System.class, "exit", int.class));
  }

  /** What reads foreign inputs touches neither network nor files, and starts nothing. */
  @Test
  void readersReachNothing() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(within("load"), within("text"))
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.net\\.(?!URL(De|En)coder).*"
                    + "|java\\.nio\\.(file|channels)\\..*"
                    + "|java\\.io\\.(File.*|RandomAccessFile)"
                    + "|java\\.lang\\.(Process.*|ClassLoader|reflect\\..*)"
                    + "|javax\\.script\\..*"));
  }

  /** Packages that do not exist yet keep every rule. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    for (JavaPackage each : ownPackages()) {
      assertThat(each.isAnnotatedWith(NullMarked.class))
          .as("@NullMarked on %s", each.getName())
          .isTrue();
    }
  }

  @Test
  void packagesStaySmall() {
    Map<String, Set<String>> files = new TreeMap<>();
    for (JavaClass each : CLASSES) {
      files
          .computeIfAbsent(each.getPackageName(), _ -> new HashSet<>())
          .add(each.getSource().flatMap(source -> source.getFileName()).orElse(each.getName()));
    }
    assertThat(files).isNotEmpty();
    files.forEach((name, sources) ->
        assertThat(sources).as("files of %s", name).hasSizeLessThanOrEqualTo(MOST_FILES));
  }

  private static List<JavaPackage> ownPackages() {
    List<JavaPackage> packages =
        CLASSES.getPackage(ROOT).getSubpackagesInTree().stream()
            .filter(each -> !each.getClasses().isEmpty())
            .toList();
    assertThat(packages).isNotEmpty();
    return packages;
  }
}
