package io.github.pathwhy.load;

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

/** Reads JSON into a tree. Comments are allowed, as in ARM templates. */
final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(Depth.MOST + 1).build())
          .build();

  private final JsonParser parser;
  private final int input;
  private final Problems problems;

  private JsonText(JsonParser parser, int input, Problems problems) {
    this.parser = parser;
    this.input = input;
    this.problems = problems;
  }

  /** The document; empty when a problem was reported. */
  static Optional<Tree> parse(String text, int input, Problems problems) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonText reader = new JsonText(parser, input, problems);
      JsonToken first = parser.nextToken();
      if (first == null) {
        problems.add(input, "the file is empty", "expected a topology");
        return Optional.empty();
      }
      Tree tree = reader.read(first, 0);
      if (parser.nextToken() != null) {
        problems.add(reader.here(), "", "text after the end of the document", "");
        return Optional.empty();
      }
      return Optional.of(tree);
    } catch (TooDeep e) {
      problems.add(e.at, "", Depth.MESSAGE, Depth.HINT);
      return Optional.empty();
    } catch (JacksonException e) {
      TokenStreamLocation where = e.getLocation();
      long at =
          where == null
              ? Position.of(input, 0, 0)
              : Position.of(input, where.getLineNr(), where.getColumnNr());
      boolean deep = String.valueOf(e.getOriginalMessage()).contains("nesting depth");
      problems.add(
          at,
          "",
          deep ? Depth.MESSAGE : "not valid JSON: " + e.getOriginalMessage(),
          deep ? Depth.HINT : "");
      return Optional.empty();
    }
  }

  private Tree read(JsonToken token, int depth) {
    long at = here();
    return switch (token) {
      case START_OBJECT -> readMapping(at, depth);
      case START_ARRAY -> readSequence(at, depth);
      case VALUE_STRING -> new Tree.Scalar(parser.getString(), Tree.Kind.TEXT, at);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Tree.Scalar(parser.getString(), Tree.Kind.NUMBER, at);
      case VALUE_TRUE, VALUE_FALSE -> new Tree.Scalar(parser.getString(), Tree.Kind.BOOLEAN, at);
      default -> new Tree.Scalar("", Tree.Kind.NULL, at);
    };
  }

  private Tree readMapping(long at, int depth) {
    checkDepth(at, depth);
    Tree.Mapping mapping = new Tree.Mapping(at);
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      long keyAt = here();
      Tree value = read(parser.nextToken(), depth + 1);
      if (!mapping.add(new Tree.Entry(key, keyAt, value))) {
        problems.add(keyAt, key, "key given twice", "keep one of them");
      }
    }
    return mapping;
  }

  private Tree readSequence(long at, int depth) {
    checkDepth(at, depth);
    List<Tree> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(read(token, depth + 1));
    }
    return new Tree.Sequence(items, at);
  }

  private static void checkDepth(long at, int depth) {
    if (depth >= Depth.MOST) {
      throw new TooDeep(at);
    }
  }

  private long here() {
    TokenStreamLocation where = parser.currentTokenLocation();
    return Position.of(input, where.getLineNr(), where.getColumnNr());
  }

  /** Leaves the recursion when a document nests too deeply. */
  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final long at;

    TooDeep(long at) {
      super(null, null, false, false);
      this.at = at;
    }
  }
}
