package io.github.pathwhy.text;

import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Turns an input into a tree: JSON or YAML, told by the content. */
public final class DocumentParser {
  private DocumentParser() {}

  /** The document; empty when a problem was reported. Counts as the next input of the problems. */
  public static Optional<Tree> parse(Source source, Problems problems, Limits limits) {
    int input = problems.addInput(source.name());
    byte[] content = source.content();
    limits.addInput(content.length);
    // A large export is in ASCII: its bytes are characters, and need not be decoded.
    if (TextDecoder.isPlain(content) && looksLikeJson(i -> content[i], content.length)) {
      return JsonText.parse(content, input, problems, limits);
    }
    return TextDecoder.decode(content, input, problems)
        .flatMap(text ->
            looksLikeJson(text::charAt, text.length())
                ? JsonText.parse(text, input, problems, limits)
                : YamlText.parse(text, input, problems, limits));
  }

  /** JSON starts with a brace and a quote, or with a list of JSON; YAML's flow style has names. */
  private static boolean looksLikeJson(IntUnaryOperator characters, int length) {
    int i = skipBlanks(characters, 0, length);
    if (i >= length) {
      return false;
    }
    int first = characters.applyAsInt(i);
    if (first == '/') {
      return true;
    }
    if (first != '{' && first != '[') {
      return false;
    }
    int next = skipBlanks(characters, i + 1, length);
    return next >= length || "\"{}[]/".indexOf(characters.applyAsInt(next)) >= 0;
  }

  private static int skipBlanks(IntUnaryOperator characters, int from, int length) {
    int i = from;
    while (i < length && Character.isWhitespace(characters.applyAsInt(i))) {
      i++;
    }
    return i;
  }
}
