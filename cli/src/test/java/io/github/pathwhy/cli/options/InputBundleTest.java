package io.github.pathwhy.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.load.Loaded;
import io.github.pathwhy.load.TopologyLoader;
import io.github.pathwhy.text.Source;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that travel, with what they refer to. */
final class InputBundleTest {
  private static final Source.Neighbours BESIDE =
      path ->
          path.equals("near.json")
              ? new Source.Neighbour.Found(
                  new Source(
                      "in/near.json",
                      bytes("near"),
                      _ -> new Source.Neighbour.Found(new Source("in/far.json", bytes("far")))))
              : new Source.Neighbour.Refused("no such file");

  private static final Console CONSOLE =
      new Console(
          InputStream.nullInputStream(),
          OutputStream.nullOutputStream(),
          OutputStream.nullOutputStream(),
          StandardCharsets.UTF_8,
          Console.Terminal.NONE);

  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static InputBundle bundle() {
    return new InputBundle(
        new TopologyOptions.Sources(
            List.of(
                new Source("in/main.json", bytes("main"), BESIDE).in("in"),
                new Source("zwei.yaml", bytes("zw\u00f6lf"))),
            List.of(new Source("<stdin>", bytes("{}")))));
  }

  private static Source found(Source source, String path) {
    assertThat(source.neighbours().find(path)).isInstanceOf(Source.Neighbour.Found.class);
    return ((Source.Neighbour.Found) source.neighbours().find(path)).source();
  }

  @Test
  void inputsKeepNamesAndContents() throws Exception {
    TopologyOptions.Sources read = InputBundle.read(bundle().bytes());

    assertThat(read.topology())
        .extracting(Source::name)
        .containsExactly("in/main.json", "zwei.yaml");
    assertThat(read.topology())
        .extracting(Source::folder)
        .containsExactly(Optional.of("in"), Optional.empty());
    assertThat(read.topology().get(1).content()).asString().isEqualTo("zw\u00f6lf");
    assertThat(read.parameters()).singleElement().extracting(Source::name).isEqualTo("<stdin>");
  }

  @Test
  void whatWasLookedForTravelsAlong() throws Exception {
    InputBundle bundle = bundle();
    Source main = bundle.inputs().topology().getFirst();
    found(found(main, "near.json"), "far.json");
    assertThat(main.neighbours().find("gone.json"))
        .isEqualTo(new Source.Neighbour.Refused("no such file"));

    Source read = InputBundle.read(bundle.bytes()).topology().getFirst();

    assertThat(found(read, "near.json").name()).isEqualTo("in/near.json");
    assertThat(found(found(read, "near.json"), "far.json").content()).asString().isEqualTo("far");
    assertThat(read.neighbours().find("gone.json"))
        .isEqualTo(new Source.Neighbour.Refused("no such file"));
    assertThat(read.neighbours().find("other.json"))
        .isEqualTo(new Source.Neighbour.Refused("it was not sent along"));
  }

  @Test
  void templateWithLinkedOnesLoadsTheSame() throws Exception {
    TopologyOptions options =
        new TopologyOptions(
            List.of("../samples/arm-template/azuredeploy.json"),
            List.of("../samples/arm-template/production.parameters.json"));
    InputBundle bundle = new InputBundle(options.read(CONSOLE, Map.of()));
    TopologyOptions.Sources here = bundle.inputs();
    Loaded loaded = TopologyLoader.load(here.topology(), here.parameters());
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    Path file = Files.write(folder.resolve("bundle"), bundle.bytes());

    TopologyOptions.Sources there =
        options.read(CONSOLE, Map.of(InputBundle.VARIABLE, file.toString()));

    Loaded again = TopologyLoader.load(there.topology(), there.parameters());
    assertThat(again).isInstanceOf(Loaded.Ok.class);
    assertThat(((Loaded.Ok) again).topology().resources())
        .isEqualTo(((Loaded.Ok) loaded).topology().resources());
  }

  @Test
  void damageIsAnError() {
    byte[] whole = bundle().bytes();

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> InputBundle.read(cut)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> InputBundle.read(bytes("\0\3abc"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> InputBundle.read(new byte[0])).isInstanceOf(EOFException.class);
  }

  @Test
  void missingBundleIsAnError() {
    Map<String, String> environment =
        Map.of(InputBundle.VARIABLE, folder.resolve("none").toString());

    assertThatThrownBy(() -> InputBundle.of(environment))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("PATHWHY_INPUTS");
  }
}
