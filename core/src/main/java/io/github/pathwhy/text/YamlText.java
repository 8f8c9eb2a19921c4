package io.github.pathwhy.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Reads YAML 1.2 into a tree. Anchors may be used; what they repeat is counted, so that a small
/// file cannot stand for a huge one. Custom tags and several documents are refused.
public final class YamlText {
  /** The largest YAML input, in characters; JSON has no such limit of its own. */
  public static final int MOST_CHARACTERS = 32 * 1024 * 1024;

  // The parser copies what it holds of a scalar each time its buffer is used up.
  private static final int LEAST_BUFFER = 1024;
  private static final int MOST_BUFFER = 1024 * 1024;
  private static final int MOST_REPEATED = 100_000;
  private static final int CHARACTERS_OF_NODE = 64;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

  private final ParserImpl events;
  private final int input;
  private final Problems problems;
  private final Limits limits;
  private final Tree.Trail trail = new Tree.Trail();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;
  private int repeated;

  /** A finished node under an anchor, with the number of nodes in it; long text counts as many. */
  private record Anchored(Tree tree, int size) {}

  private YamlText(ParserImpl events, int input, Problems problems, Limits limits) {
    this.events = events;
    this.input = input;
    this.problems = problems;
    this.limits = limits;
  }

  /** The document; empty when a problem was reported. */
  public static Optional<Tree> parse(String text, int input, Problems problems, Limits limits) {
    if (text.length() > MOST_CHARACTERS) {
      problems.add(
          input,
          "YAML of " + text.length() / (1024 * 1024) + " MiB",
          "the most is " + MOST_CHARACTERS / (1024 * 1024) + " MiB; use JSON for larger networks");
      return Optional.empty();
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MOST_CHARACTERS)
            .setBufferSize(Math.clamp(text.length(), LEAST_BUFFER, MOST_BUFFER))
            .setUseMarks(true)
            .build();
    try {
      ParserImpl events = new ParserImpl(settings, new StreamReader(settings, text));
      return new YamlText(events, input, problems, limits).document();
    } catch (MarkedYamlEngineException e) {
      long at =
          e.getProblemMark().map(mark -> position(input, mark)).orElse(Position.of(input, 0, 0));
      problems.add(at, "", "not valid YAML: " + e.getProblem(), "");
      return Optional.empty();
    } catch (YamlEngineException e) {
      problems.add(input, "not valid YAML: " + e.getMessage(), "");
      return Optional.empty();
    }
  }

  private Optional<Tree> document() {
    events.next();
    if (events.peekEvent().getEventId() == Event.ID.StreamEnd) {
      problems.add(input, "the file is empty", "expected YAML or JSON");
      return Optional.empty();
    }
    events.next();
    try {
      Tree tree = read(events.next(), 0);
      events.next();
      if (events.peekEvent().getEventId() != Event.ID.StreamEnd) {
        problems.add(
            position(events.peekEvent()), "", "a second document", "give one document a file");
        return Optional.empty();
      }
      return Optional.of(tree);
    } catch (Limits.Refused e) {
      e.report(problems);
      return Optional.empty();
    }
  }

  private Tree read(Event event, int depth) {
    long at = position(event);
    Limits.checkDepth(at, depth);
    if (event instanceof AliasEvent alias) {
      return repeat(alias, at);
    }
    int before = nodes++;
    limits.addNode(at, event instanceof ScalarEvent scalar ? scalar.getValue().length() : 0);
    Tree tree =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar, at);
          case SequenceStartEvent start -> {
            refuseTag(start.getTag(), at);
            yield sequence(at, depth);
          }
          case MappingStartEvent start -> {
            refuseTag(start.getTag(), at);
            yield mapping(at, depth);
          }
          default -> throw new IllegalStateException("unexpected " + event);
        };
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      anchors.put(node.getAnchor().get().getValue(), new Anchored(tree, nodes - before));
    }
    return tree;
  }

  private Tree repeat(AliasEvent alias, long at) {
    String name = alias.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw new Limits.Refused(
          at, "alias *" + name + " has no anchor before it", "anchors are &" + name);
    }
    nodes += anchored.size();
    repeated += anchored.size();
    if (repeated > MOST_REPEATED) {
      throw new Limits.Refused(
          at,
          "aliases repeat more than " + MOST_REPEATED + " values",
          "write the values out, or load a generated JSON file");
    }
    return anchored.tree();
  }

  private Tree sequence(long at, int depth) {
    List<Tree> items = new ArrayList<>();
    while (events.peekEvent().getEventId() != Event.ID.SequenceEnd) {
      trail.enter(depth, items.size());
      items.add(read(events.next(), depth + 1));
    }
    events.next();
    return new Tree.Sequence(items, at);
  }

  private Tree mapping(long at, int depth) {
    Tree.Mapping mapping = new Tree.Mapping(at);
    while (events.peekEvent().getEventId() != Event.ID.MappingEnd) {
      long keyAt = position(events.peekEvent());
      Tree key = read(events.next(), depth + 1);
      String name = key instanceof Tree.Scalar scalar ? scalar.text() : "";
      trail.enter(depth, name);
      Tree value = read(events.next(), depth + 1);
      trail.enter(depth, name);
      if (!(key instanceof Tree.Scalar)) {
        problems.add(keyAt, "", "a key that is " + key.describe(), "keys are plain text");
      } else if (!mapping.add(new Tree.Entry(name, keyAt, value))) {
        problems.add(keyAt, trail.path(depth), "key given twice", "keep one of them");
      }
    }
    events.next();
    return mapping;
  }

  private static void refuseTag(Optional<String> tag, long at) {
    if (tag.isPresent()) {
      String shown = tag.get().replace("tag:yaml.org,2002:", "!!");
      throw new Limits.Refused(at, "tag " + shown, "tags are not supported");
    }
  }

  private Tree scalar(ScalarEvent event, long at) {
    refuseTag(event.getTag(), at);
    String text = event.getValue();
    nodes += text.length() / CHARACTERS_OF_NODE;
    Tree.Kind kind = event.getScalarStyle() == ScalarStyle.PLAIN ? kind(text) : Tree.Kind.TEXT;
    return new Tree.Scalar(kind == Tree.Kind.NULL ? "" : text, kind, at);
  }

  /** The core schema of YAML 1.2: `no` and `on` are text. */
  private static Tree.Kind kind(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Tree.Kind.NULL;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> Tree.Kind.BOOLEAN;
      default ->
          startsLikeNumber(text) && NUMBER.matcher(text).matches()
              ? Tree.Kind.NUMBER
              : Tree.Kind.TEXT;
    };
  }

  private static boolean startsLikeNumber(String text) {
    char first = text.charAt(0);
    return (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
  }

  private long position(Event event) {
    return event.getStartMark().map(mark -> position(input, mark)).orElse(Position.of(input, 0, 0));
  }

  private static long position(int input, Mark mark) {
    return Position.of(input, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
