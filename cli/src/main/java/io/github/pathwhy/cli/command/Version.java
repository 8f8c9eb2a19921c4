package io.github.pathwhy.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which pathwhy this is. */
public final class Version {
  private Version() {}

  /** As the build has it, for example `0.1.0`. */
  public static String text() {
    try (InputStream file =
        Version.class.getResourceAsStream("/io/github/pathwhy/cli/version.properties")) {
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
