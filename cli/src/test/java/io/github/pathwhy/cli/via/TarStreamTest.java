package io.github.pathwhy.cli.via;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Archives, read by the system's tar. */
@DisabledOnOs(OS.WINDOWS)
final class TarStreamTest {
  @TempDir private Path folder;

  @Test
  void systemsTarUnpacksIt() throws Exception {
    String deep = "d".repeat(60) + "/" + "e".repeat(60) + "/" + "f".repeat(60);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarStream tar = new TarStream(bytes);
    long size = TarStream.sizeOfEnd();
    for (String path : new String[] {"bin/run", deep, "empty"}) {
      byte[] content = path.equals("empty") ? new byte[0] : ("content of " + path).getBytes(UTF_8);
      tar.begin(path, content.length, path.startsWith("bin"));
      bytes.write(content);
      tar.end(content.length);
      size += TarStream.sizeOf(content.length);
    }
    tar.finish();
    assertThat(bytes.size()).isEqualTo((int) size);

    Path archive = Files.write(folder.resolve("a.tar"), bytes.toByteArray());
    Process process =
        new ProcessBuilder("tar", "-xf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();

    assertThat(process.waitFor()).isZero();
    assertThat(folder.resolve("bin/run")).hasContent("content of bin/run").isExecutable();
    assertThat(folder.resolve(deep)).hasContent("content of " + deep);
    assertThat(Files.isExecutable(folder.resolve(deep))).isFalse();
    assertThat(folder.resolve("empty")).isEmptyFile();
  }

  @Test
  void pathsThatDoNotFitAreRefused() {
    TarStream tar = new TarStream(OutputStream.nullOutputStream());

    assertThatThrownBy(() -> tar.begin("x".repeat(101), 1, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tar.begin("a/" + "x".repeat(101), 1, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
