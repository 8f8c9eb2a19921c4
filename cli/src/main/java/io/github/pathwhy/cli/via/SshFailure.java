package io.github.pathwhy.cli.via;

import io.github.pathwhy.cli.options.SshTarget;
import io.github.pathwhy.text.Printable;
import java.util.List;

/** Why ssh brought no answer: in its own words, with what helps. */
final class SshFailure {
  private static final int LONGEST = 300;

  private SshFailure() {}

  /** The failure, by all that ssh wrote to stderr. */
  static RemoteResult.Failed of(SshTarget target, List<String> errors) {
    String all = String.join("\n", errors);
    String words = "ssh ended without a word";
    for (String line : errors) {
      if (!line.isBlank()) {
        words = Printable.of(line.strip(), LONGEST);
      }
    }
    return new RemoteResult.Failed("cannot reach " + target + ": " + words, hint(target, all));
  }

  private static String hint(SshTarget target, String words) {
    if (words.contains("HOST IDENTIFICATION HAS CHANGED")) {
      return "The machine shows another key than the one known for it. If that is as it should be,"
          + " ssh says which line of known_hosts to remove: "
          + command(target);
    }
    if (words.contains("Host key verification failed") || words.contains("host key is known")) {
      return "The machine's key is not known here; look at it and accept it once: "
          + command(target);
    }
    if (words.contains("Permission denied")) {
      return "No password is asked for: ssh needs a key that the machine accepts, without a"
          + " passphrase or in an agent (ssh-copy-id, ssh-add). Try: "
          + command(target);
    }
    return "";
  }

  private static String command(SshTarget target) {
    String port = target.port().map(number -> "-p " + number + " ").orElse("");
    return "ssh " + port + target;
  }
}
