package io.github.pathwhy.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads JSON into a tree. Comments and texts of several lines are allowed, as in ARM templates. */
public final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(Limits.DEPTH + 1).build())
          .build();

  private final JsonParser parser;
  private final String text;
  private final int input;
  private final Problems problems;
  private final Limits limits;
  private final Tree.Trail trail = new Tree.Trail();
  private final RecentTexts texts = new RecentTexts();
  private int seen;
  private int line = 1;
  private int column = 1;

  private JsonText(JsonParser parser, String text, int input, Problems problems, Limits limits) {
    this.parser = parser;
    this.text = text;
    this.input = input;
    this.problems = problems;
    this.limits = limits;
  }

  /** The document; empty when a problem was reported. */
  public static Optional<Tree> parse(String text, int input, Problems problems, Limits limits) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return new JsonText(parser, text, input, problems, limits).document();
    }
  }

  /** The document that these characters of ASCII are; empty when a problem was reported. */
  static Optional<Tree> parse(byte[] ascii, int input, Problems problems, Limits limits) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), ascii)) {
      return new JsonText(parser, "", input, problems, limits).document();
    }
  }

  private Optional<Tree> document() {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        problems.add(input, "the file is empty", "expected YAML or JSON");
        return Optional.empty();
      }
      Tree tree = read(first, 0);
      if (parser.nextToken() != null) {
        problems.add(here(), "", "text after the end of the document", "");
        return Optional.empty();
      }
      return Optional.of(tree);
    } catch (Limits.Refused e) {
      e.report(problems);
      return Optional.empty();
    } catch (JacksonException e) {
      TokenStreamLocation where = e.getLocation();
      problems.add(
          where == null ? Position.of(input, 0, 0) : position(where),
          "",
          "not valid JSON: " + withoutPlace(e.getOriginalMessage()),
          "");
      return Optional.empty();
    }
  }

  /** Without the place that the parser writes into some messages. */
  private static String withoutPlace(String message) {
    int place = message.indexOf("[Source:");
    int bracket = place < 0 ? -1 : message.lastIndexOf(" (", place);
    return bracket < 0 ? message : message.substring(0, bracket);
  }

  private Tree read(JsonToken token, int depth) {
    long at = here();
    limits.addNode(at, token.isScalarValue() ? parser.getStringLength() : 0);
    return switch (token) {
      case START_OBJECT -> readMapping(at, depth);
      case START_ARRAY -> readSequence(at, depth);
      case VALUE_STRING -> new Tree.Scalar(text(), Tree.Kind.TEXT, at);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Tree.Scalar(text(), Tree.Kind.NUMBER, at);
      case VALUE_TRUE, VALUE_FALSE -> new Tree.Scalar(parser.getString(), Tree.Kind.BOOLEAN, at);
      default -> new Tree.Scalar("", Tree.Kind.NULL, at);
    };
  }

  private String text() {
    return texts.of(
        parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
  }

  private Tree readMapping(long at, int depth) {
    Limits.checkDepth(at, depth);
    Tree.Mapping mapping = new Tree.Mapping(at);
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      long keyAt = here();
      trail.enter(depth, key);
      Tree value = read(parser.nextToken(), depth + 1);
      if (!mapping.add(new Tree.Entry(key, keyAt, value))) {
        trail.enter(depth, key);
        problems.add(keyAt, trail.path(depth), "key given twice", "keep one of them");
      }
    }
    return mapping;
  }

  private Tree readSequence(long at, int depth) {
    Limits.checkDepth(at, depth);
    List<Tree> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      trail.enter(depth, items.size());
      items.add(read(token, depth + 1));
    }
    return new Tree.Sequence(items, at);
  }

  private long here() {
    return position(parser.currentTokenLocation());
  }

  /// The parser counts UTF-16 units; people and editors count characters. Of bytes it knows no
  /// character offset, but those of ASCII are characters.
  private long position(TokenStreamLocation where) {
    long offset = where.getCharOffset();
    if (offset < seen || offset > text.length()) {
      return Position.of(input, where.getLineNr(), where.getColumnNr());
    }
    for (; seen < offset; seen++) {
      char c = text.charAt(seen);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", seen + 1))) {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(c)) {
        column++;
      }
    }
    return Position.of(input, line, column);
  }
}
