package io.github.pathwhy.load;

import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The languages that people write their networks in, which only their own tools evaluate: what
/// such a file is, told by how it starts, and what to give instead.
enum SourceCode {
  /** Terraform's configuration language (`terraform/language/syntax`). */
  HCL("Terraform configuration", Constants.SHOW),
  /** The log that Terraform writes with `-json` (`terraform/internals/machine-readable-ui`). */
  LOG("the log of a Terraform run", Constants.SHOW),
  /** Bicep (`azure-resource-manager/bicep/file`). */
  BICEP(
      "Bicep", "give the template that it makes: bicep build FILE, or az bicep build --file FILE"),
  /** Parameters in Bicep (`azure-resource-manager/bicep/parameter-files`). */
  BICEP_PARAMETERS("a Bicep parameters file", "give what bicep build-params FILE makes of it"),
  /** Building blocks of `azbb`, which look like a parameters file. */
  BUILDING_BLOCKS("azbb building blocks", "give the template that azbb makes of them");

  private static final int LONGEST_LINE = 400;

  private final String what;
  private final String instead;

  /** Texts that are needed before the constants are there. */
  private static final class Constants {
    private static final String SHOW =
        "give the plan or the state as JSON: terraform show -json [PLANFILE] > plan.json";
  }

  SourceCode(String what, String instead) {
    this.what = what;
    this.instead = instead;
  }

  /** Reports a text in one of the languages as what it is; whether it is one. */
  static boolean report(Source source, Problems problems) {
    byte[] content = source.content();
    int start = start(content);
    int end = start;
    while (end < content.length
        && end - start < LONGEST_LINE
        && content[end] != '\n'
        && content[end] != '\r') {
      end++;
    }
    SourceCode code = of(new String(content, start, end - start, StandardCharsets.UTF_8));
    if (code != null) {
      int line = 1;
      for (int i = 0; i < start; i++) {
        line += content[i] == '\n' ? 1 : 0;
      }
      code.add(Position.of(problems.addInput(source.name()), line, 1), problems);
    }
    return code != null;
  }

  /** Reports a document in JSON as what it is; whether it is one of these. */
  static boolean report(Tree root, Problems problems) {
    SourceCode code = root instanceof Tree.Mapping mapping ? of(mapping) : null;
    if (code != null) {
      code.add(root.at(), problems);
    }
    return code != null;
  }

  private void add(long at, Problems problems) {
    problems.add(at, "", "not a topology but " + what, instead);
  }

  /** Where the first statement starts: after blank lines and comments. */
  private static int start(byte[] text) {
    int i = text.length >= 3 && text[0] == (byte) 0xef ? 3 : 0;
    while (i < text.length) {
      if (text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n') {
        i++;
      } else if (text[i] == '#' || follows(text, i, '/', '/')) {
        i = after(text, i, '\n', '\n');
      } else if (follows(text, i, '/', '*')) {
        i = after(text, i + 2, '*', '/');
      } else {
        return i;
      }
    }
    return text.length;
  }

  private static boolean follows(byte[] text, int at, char first, char second) {
    return at + 1 < text.length && text[at] == first && text[at + 1] == second;
  }

  /** The place after the two characters, or after the one when both are the same. */
  private static int after(byte[] text, int from, char first, char second) {
    for (int i = from; i < text.length; i++) {
      if (text[i] == first && (first == second || follows(text, i, first, second))) {
        return i + (first == second ? 1 : 2);
      }
    }
    return text.length;
  }

  private static @Nullable SourceCode of(String statement) {
    if (statement.startsWith("{\"@level\"")) {
      return LOG;
    }
    int end = 0;
    while (end < statement.length() && Character.isLetter(statement.charAt(end))) {
      end++;
    }
    String rest = statement.substring(end).strip();
    return switch (statement.substring(0, end)) {
      case "" -> statement.startsWith("@") && rest.indexOf('(') > 0 ? BICEP : null;
      case "resource", "module", "output" ->
          rest.startsWith("\"") ? HCL : isDeclaration(rest) ? BICEP : null;
      case "data", "variable", "provider", "check" -> rest.startsWith("\"") ? HCL : null;
      case "terraform", "locals", "moved", "removed" -> rest.startsWith("{") ? HCL : null;
      case "import" -> rest.startsWith("{") ? rest.length() == 1 ? HCL : BICEP : null;
      case "param", "var", "metadata", "type", "func" -> isDeclaration(rest) ? BICEP : null;
      case "targetScope" -> rest.startsWith("=") ? BICEP : null;
      case "using" -> rest.startsWith("'") || rest.startsWith("none") ? BICEP_PARAMETERS : null;
      default -> null;
    };
  }

  /** Whether a name follows, and something after it that no YAML has there. */
  private static boolean isDeclaration(String rest) {
    int end = 0;
    while (end < rest.length() && Character.isJavaIdentifierPart(rest.charAt(end))) {
      end++;
    }
    return end > 0 && end < rest.length() && " =(".indexOf(rest.charAt(end)) >= 0;
  }

  private static @Nullable SourceCode of(Tree.Mapping document) {
    if (document.get("$schema") instanceof Tree.Scalar schema
        && schema.text().toLowerCase(Locale.ROOT).endsWith("/buildingblocks.json")) {
      return BUILDING_BLOCKS;
    }
    boolean configures = false;
    for (Tree.Entry entry : document.entries()) {
      if (entry.value() instanceof Tree.Scalar && !entry.key().equals("//")) {
        return null;
      }
      switch (entry.key()) {
        case "resource", "data", "module", "provider", "terraform" -> configures = true;
        case "variable", "output", "locals", "moved", "import", "check", "//" -> {}
        default -> {
          return null;
        }
      }
    }
    return configures ? HCL : null;
  }
}
