package io.github.pathwhy.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.text.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files an input may refer to, and which it must not get at. */
final class FileNeighboursTest {
  @TempDir private Path outside;
  private Path root;
  private Path main;

  @BeforeEach
  void writeFiles() throws IOException {
    root = Files.createDirectories(outside.resolve("root"));
    Files.createDirectories(root.resolve("nested/deep"));
    main = Files.writeString(root.resolve("nested/main.json"), "{}");
    Files.writeString(root.resolve("common.json"), "common");
    Files.writeString(root.resolve("nested/deep/leaf.json"), "leaf");
    Files.writeString(outside.resolve("secret.json"), "secret");
  }

  private Source.Neighbour find(String path) {
    return new FileNeighbours(main, root).find(path);
  }

  private static Source found(Source.Neighbour neighbour) {
    assertThat(neighbour).isInstanceOf(Source.Neighbour.Found.class);
    return ((Source.Neighbour.Found) neighbour).source();
  }

  private static String refused(Source.Neighbour neighbour) {
    assertThat(neighbour).isInstanceOf(Source.Neighbour.Refused.class);
    return ((Source.Neighbour.Refused) neighbour).reason();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deep/leaf.json", "./deep/leaf.json", "../nested/deep/./leaf.json"})
  void fileBelowIsFoundUnderOneName(String path) {
    assertThat(found(find(path)).name())
        .isEqualTo(root.resolve("nested/deep/leaf.json").toString());
  }

  @Test
  void fileAboveButInTheFolderIsFound() {
    Source common = found(find("../common.json"));

    assertThat(common.content()).asString().isEqualTo("common");
    assertThat(common.name()).isEqualTo(root.resolve("common.json").toString());
  }

  @Test
  void foundFileHasNeighboursOfItsOwn() {
    Source leaf = found(find("deep/leaf.json"));

    assertThat(found(leaf.neighbours().find("../../common.json")).content())
        .asString()
        .isEqualTo("common");
    assertThat(refused(leaf.neighbours().find("../../../secret.json"))).contains("outside");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../secret.json",
        "../../root/../secret.json",
        "deep/../../../secret.json",
        "../../../../../../../../../../etc/hostname",
        "../.."
      })
  void pathOutOfTheFolderIsRefused(String path) {
    assertThat(refused(find(path))).isEqualTo("outside of the folder that was given");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/hostname",
        "file:///etc/hostname",
        "https://example.com/x.json",
        "C:\\x.json",
        "..\\common.json",
        "a\0b"
      })
  void whatIsNoRelativePathIsRefused(String path) {
    assertThat(refused(find(path))).isEqualTo("not a path relative to the file");
  }

  @Test
  void linksOutOfTheFolderAreRefused() throws IOException {
    Files.createSymbolicLink(root.resolve("nested/link.json"), outside.resolve("secret.json"));
    Files.createSymbolicLink(root.resolve("nested/up"), outside);
    Files.createSymbolicLink(root.resolve("nested/inside.json"), root.resolve("common.json"));

    assertThat(refused(find("link.json"))).contains("outside");
    assertThat(refused(find("up/secret.json"))).contains("outside");
    assertThat(found(find("inside.json")).name()).isEqualTo(root.resolve("common.json").toString());
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThat(refused(find("nothing.json"))).isEqualTo("no such file");
    assertThat(refused(find("deep"))).isEqualTo("not a file");
  }

  @Test
  void namedFileHasItsOwnFolder() throws UsageException {
    Source source = Inputs.read(main);

    assertThat(found(source.neighbours().find("deep/leaf.json"))).isNotNull();
    assertThat(refused(source.neighbours().find("../common.json"))).contains("outside");
  }
}
