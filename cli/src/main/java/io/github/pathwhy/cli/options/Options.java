package io.github.pathwhy.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/// Short forms for declaring and reading options. Options are declared by specification rather than
/// by annotation: reading annotations needs proxies, which no ahead-of-time cache holds.
public final class Options {
  private Options() {}

  /** An option with a value. */
  public static OptionSpec.Builder value(Class<?> type, String label, String... names) {
    return OptionSpec.builder(names[0], rest(names)).type(type).paramLabel(label).arity("1");
  }

  /** An option whose value is one of an enum's words, in any case. */
  public static <E extends Enum<E>> OptionSpec.Builder choice(
      Class<E> type, String label, String... names) {
    return value(type, label, names).converters(word -> constant(type, word));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      if (constant.toString().equalsIgnoreCase(word)) {
        return constant;
      }
      words.add(constant.toString());
    }
    throw new TypeConversionException("'" + word + "' is not one of " + String.join(", ", words));
  }

  /** An option without a value. */
  public static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names[0], rest(names))
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  /** The option for help. */
  public static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .type(boolean.class)
        .arity("0")
        .usageHelp(true)
        .description("Show this help.")
        .build();
  }

  /** An argument that is told by its place; the command checks whether it must be given. */
  public static PositionalParamSpec positional(String index, String label, String description) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity("0..1")
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** The value of an option, when the command line has it. */
  public static <T> Optional<T> get(ParseResult parsed, String name) {
    @Nullable T value = parsed.matchedOptionValue(name, null);
    return Optional.ofNullable(value);
  }

  /** The value of a positional parameter, when the command line has it. */
  public static Optional<String> argument(ParseResult parsed, int index) {
    return parsed.hasMatchedPositional(index)
        ? Optional.ofNullable(parsed.<String>matchedPositionalValue(index, null))
        : Optional.empty();
  }

  private static String[] rest(String[] names) {
    String[] rest = new String[names.length - 1];
    System.arraycopy(names, 1, rest, 0, rest.length);
    return rest;
  }
}
