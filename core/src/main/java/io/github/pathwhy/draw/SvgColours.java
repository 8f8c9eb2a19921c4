package io.github.pathwhy.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The colours of a style sheet as attributes of elements, in its first palette: many programs that
/// show SVG do not know variables of CSS, or no CSS at all, and would paint everything black. Where
/// the style sheet is understood it has its way.
public final class SvgColours {
  private static final Pattern VARIABLE = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6})");
  private static final Pattern RULE =
      Pattern.compile("^ *\\.pathwhy ([a-z]*)((?:\\.[a-z-]+)*) \\{([^}]*)}", Pattern.MULTILINE);
  private static final Pattern COLOUR =
      Pattern.compile("(fill|stroke): (?:var\\(--([a-z-]+)\\)|(none))");

  /** What is painted how: an element, classes that it must have, and its colours. */
  private record Rule(String element, List<String> classes, Map<String, String> colours) {

    boolean paints(String name, List<String> look) {
      return (element.isEmpty() || element.equals(name)) && look.containsAll(classes);
    }
  }

  private final List<Rule> rules = new ArrayList<>();

  /** Those of a style sheet whose rules stand on lines of their own, the special ones last. */
  public SvgColours(String sheet) {
    Map<String, String> palette = new HashMap<>();
    Matcher variable = VARIABLE.matcher(sheet);
    while (variable.find()) {
      palette.putIfAbsent(variable.group(1), variable.group(2));
    }
    Matcher rule = RULE.matcher(sheet);
    while (rule.find()) {
      Map<String, String> colours = new LinkedHashMap<>();
      Matcher colour = COLOUR.matcher(rule.group(3));
      while (colour.find()) {
        String value = colour.group(2) == null ? "none" : palette.get(colour.group(2));
        colours.put(colour.group(1), value);
      }
      if (!colours.isEmpty()) {
        String classes = rule.group(2);
        rules.add(
            new Rule(
                rule.group(1),
                classes.isEmpty() ? List.of() : List.of(classes.substring(1).split("\\.", -1)),
                colours));
      }
    }
  }

  /** The attributes of an element with these classes. */
  public String of(String element, String look) {
    List<String> classes = List.of(look.split(" ", -1));
    Map<String, String> colours = new LinkedHashMap<>();
    for (Rule rule : rules) {
      if (rule.paints(element, classes)) {
        colours.putAll(rule.colours());
      }
    }
    StringBuilder text = new StringBuilder();
    colours.forEach(
        (name, value) -> text.append(' ').append(name).append("=\"").append(value).append('"'));
    return text.toString();
  }
}
