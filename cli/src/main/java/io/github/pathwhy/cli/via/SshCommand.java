package io.github.pathwhy.cli.via;

import io.github.pathwhy.cli.options.SshTarget;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of ssh, and what it asks the other machine to run. */
final class SshCommand {
  private static final String CONFIG = "PATHWHY_SSH_CONFIG";
  private static final String PLAIN = "_./:=,@%+-";

  private SshCommand() {}

  /// The words that start ssh. They never pass a shell of this machine.
  ///
  /// @param command what the other machine's shell is given
  static List<String> of(SshTarget target, Map<String, String> environment, String command) {
    List<String> words = new ArrayList<>();
    // Ctrl-C goes to all processes of the terminal; ssh has to live on to bring what is known.
    Path setsid = Path.of("/usr/bin/setsid");
    if (File.separatorChar == '/' && Files.isExecutable(setsid)) {
      words.add(setsid.toString());
    }
    words.add("ssh");
    String config = environment.getOrDefault(CONFIG, "");
    if (!config.isEmpty()) {
      words.addAll(List.of("-F", config));
    }
    words.addAll(List.of("-T", "-a", "-x"));
    for (String option :
        List.of(
            "BatchMode=yes",
            "ConnectTimeout=10",
            "ServerAliveInterval=5",
            "ServerAliveCountMax=3",
            "ClearAllForwardings=yes",
            "ControlMaster=no",
            "RemoteCommand=none",
            "Compression=yes")) {
      words.addAll(List.of("-o", option));
    }
    target.user().ifPresent(user -> words.addAll(List.of("-l", user)));
    target.port().ifPresent(port -> words.addAll(List.of("-p", Integer.toString(port))));
    words.addAll(List.of("--", target.host(), command));
    return words;
  }

  /// What the other machine's shell is given: our script for any POSIX shell, and its arguments.
  ///
  /// @param inputs how many bytes of inputs the caller will send
  static String script(String mark, List<String> javaFlags, long inputs, List<String> arguments) {
    StringBuilder command = new StringBuilder("exec /bin/sh -c ").append(quoted(text()));
    command.append(" pathwhy ").append(quoted(mark)).append(' ');
    command.append(quoted(String.join(" ", javaFlags))).append(' ').append(inputs);
    for (String argument : arguments) {
      command.append(' ').append(quoted(argument));
    }
    return command.toString();
  }

  private static String text() {
    try (InputStream file = SshCommand.class.getResourceAsStream("remote.sh")) {
      if (file == null) {
        throw new IllegalStateException("remote.sh is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The word so that a POSIX shell takes it literally. */
  static String quoted(String word) {
    return !word.isEmpty() && isPlain(word) ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && PLAIN.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
