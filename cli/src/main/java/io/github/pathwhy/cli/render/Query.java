package io.github.pathwhy.cli.render;

import io.burt.jmespath.Expression;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.jcf.JcfRuntime;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.text.Printable;
import io.github.pathwhy.text.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JMESPath expression (jmespath.org), as in `az --query`. */
final class Query {
  private static final Pattern TEXTS = Pattern.compile("'[^']*'|`[^`]*`");
  private static final Pattern WORD = Pattern.compile("([A-Za-z_]\\w*)\\b(?!\\s*[(:])");

  private final String text;
  private final Expression<Object> expression;

  private Query(String text, Expression<Object> expression) {
    this.text = text;
    this.expression = expression;
  }

  static Query compile(String text) throws UsageException {
    try {
      return new Query(text, new JcfRuntime().compile(text));
    } catch (JmesPathException e) {
      throw new UsageException(
          "--query '" + text + "' is no JMESPath: " + Printable.of(String.valueOf(e.getMessage())));
    }
  }

  /** What the expression selects; null when it selects nothing. */
  @Nullable Object select(Map<String, Object> document) throws UsageException {
    try {
      return expression.search(document);
    } catch (JmesPathException e) {
      throw new UsageException("--query: " + Printable.of(String.valueOf(e.getMessage())));
    }
  }

  /// What is to be said when nothing is selected: which name of the expression no part of the
  /// document has, and which one was probably meant. An empty list is worth a word only when a name
  /// is misspelt: that there is nothing may be the answer.
  Optional<String> remark(Map<String, Object> document, boolean always) {
    Set<String> known = new LinkedHashSet<>();
    collect(document, known);
    String nothing = "pathwhy: --query '" + Printable.of(text) + "' selects nothing";
    for (String name : names()) {
      if (!known.contains(name)) {
        Optional<String> meant = Suggestion.closest(name, known);
        if (meant.isPresent()) {
          return Optional.of(nothing + "; did you mean " + meant.get() + "?");
        }
      }
    }
    return always ? Optional.of(nothing) : Optional.empty();
  }

  /** The names in the expression: words that are no functions, texts or numbers. */
  private List<String> names() {
    List<String> names = new ArrayList<>();
    Matcher word = WORD.matcher(TEXTS.matcher(text).replaceAll(" "));
    while (word.find()) {
      names.add(word.group(1));
    }
    return names;
  }

  private static void collect(@Nullable Object value, Set<String> names) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> {
        names.add(key.toString());
        collect(inner, names);
      });
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> collect(inner, names));
    }
  }
}
