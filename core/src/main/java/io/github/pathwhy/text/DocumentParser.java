package io.github.pathwhy.text;

import java.util.Optional;

/** Turns an input into a tree: JSON or YAML, told by the content. */
public final class DocumentParser {
  private DocumentParser() {}

  /** The document; empty when a problem was reported. Counts as the next input of the problems. */
  public static Optional<Tree> parse(Source source, Problems problems, Limits limits) {
    int input = problems.addInput(source.name());
    limits.addInput(source.content().length);
    return TextDecoder.decode(source.content(), input, problems)
        .flatMap(text ->
            looksLikeJson(text)
                ? JsonText.parse(text, input, problems, limits)
                : YamlText.parse(text, input, problems, limits));
  }

  /** JSON starts with a brace and a quote, or with a list of JSON; YAML's flow style has names. */
  private static boolean looksLikeJson(String text) {
    int i = skipBlanks(text, 0);
    if (i >= text.length()) {
      return false;
    }
    char first = text.charAt(i);
    if (first == '/') {
      return true;
    }
    if (first != '{' && first != '[') {
      return false;
    }
    int next = skipBlanks(text, i + 1);
    return next >= text.length() || "\"{}[]/".indexOf(text.charAt(next)) >= 0;
  }

  private static int skipBlanks(String text, int from) {
    int i = from;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }
}
