package io.github.pathwhy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.load.TopologyLoader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The census is large, and opening it costs a good part of a start. Inputs of which readers ask
/// for everything do without it.
final class CensusStaysShutTest {
  private static final Path SAMPLES = Path.of("..", "samples");

  /** Holds the census from the first use on. */
  private static final String HOLDER = "io.github.pathwhy.load.census.Census$Bundled";

  /** The classes under test once more, to see which of them a single input needs. */
  private static final class Apart extends URLClassLoader {
    Apart() throws IOException {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() throws MalformedURLException {
      List<URL> urls = new ArrayList<>();
      URI own =
          URI.create(
              TopologyLoader.class.getProtectionDomain().getCodeSource().getLocation().toString());
      urls.add(own.toURL());
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
      return urls.toArray(URL[]::new);
    }

    boolean hasLoaded(String name) {
      return findLoadedClass(name) != null;
    }
  }

  private static boolean opensCensus(String text) throws Exception {
    try (Apart apart = new Apart()) {
      Class<?> source = apart.loadClass("io.github.pathwhy.text.Source");
      Object input =
          source
              .getConstructor(String.class, byte[].class)
              .newInstance("input", text.getBytes(StandardCharsets.UTF_8));
      Object loaded =
          apart
              .loadClass(TopologyLoader.class.getName())
              .getMethod("load", List.class)
              .invoke(null, List.of(input));
      assertThat(Objects.requireNonNull(loaded).getClass().getSimpleName()).isEqualTo("Ok");
      return apart.hasLoaded(HOLDER);
    }
  }

  static Stream<Path> samples() throws IOException {
    try (Stream<Path> folders = Files.list(SAMPLES)) {
      return folders
          .filter(folder -> !folder.endsWith("invalid-input"))
          .map(folder -> folder.resolve("topology.yaml"))
          .filter(Files::exists)
          .filter(CensusStaysShutTest::isOwnThroughout)
          .sorted()
          .toList()
          .stream();
    }
  }

  /** Resources in ARM's shape have properties that the own format does not have. */
  private static boolean isOwnThroughout(Path file) {
    try {
      return !Files.readString(file).contains("\nresources:");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void descriptionsInTheOwnFormatDoNotOpenIt(Path sample) throws Exception {
    assertThat(opensCensus(Files.readString(sample))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void resourcesWithWhatIsReadDoNotOpenIt(String network) throws Exception {
    assertThat(opensCensus(World.read(network, World.Side.NEAR, "target").json())).isFalse();
  }

  static List<String> networks() {
    return List.of("peering", "out", "balancer");
  }

  @Test
  void whatNobodyReadsOpensIt() throws Exception {
    String network =
        World.read("lan", World.Side.NEAR, "target")
            .json()
            .replaceFirst("\"location\"", "\"etag\":\"W/1\",\"location\"");

    assertThat(opensCensus(network)).isTrue();
  }
}
