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
        .order(Section.FIRST.at(99))
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

  /// The one value of options that mean the same thing; throws when two of them contradict each
  /// other.
  public static Optional<String> oneOf(ParseResult parsed, List<String> names)
      throws UsageException {
    Optional<String> found = Optional.empty();
    String by = "";
    for (String name : names) {
      Optional<String> value =
          parsed.commandSpec().findOption(name) == null ? Optional.empty() : get(parsed, name);
      if (found.isPresent() && value.isPresent() && !value.equals(found)) {
        throw new UsageException(
            by
                + " "
                + found.get()
                + " and "
                + name
                + " "
                + value.get()
                + " contradict each other: leave one of them out");
      }
      if (found.isEmpty() && value.isPresent()) {
        found = value;
        by = name;
      }
    }
    return found;
  }

  /// Refuses a command line that lacks options, and names them all.
  ///
  /// @param needs options, those that will do in each other's place together
  /// @param others what is known to be missing already
  public static void require(ParseResult parsed, List<List<String>> needs, List<String> others)
      throws UsageException {
    List<String> missing = new ArrayList<>(others);
    for (List<String> names : needs) {
      if (names.stream().noneMatch(parsed::hasMatchedOption)) {
        missing.add(String.join(" or ", names));
      }
    }
    if (!missing.isEmpty()) {
      throw new UsageException("missing: " + String.join(", ", missing) + example(parsed));
    }
  }

  /** The first example of the command's help. */
  private static String example(ParseResult parsed) {
    StringBuilder text = new StringBuilder();
    for (String line : parsed.commandSpec().usageMessage().description()) {
      if (line.startsWith("  ")) {
        boolean goesOn = line.endsWith("\\");
        text.append(text.isEmpty() ? "; for example: " : " ");
        text.append((goesOn ? line.substring(0, line.length() - 1) : line).strip());
        if (!goesOn) {
          break;
        }
      }
    }
    return text.toString();
  }

  /** The value of an option that {@link #require} asked for. */
  public static String needed(ParseResult parsed, String name) {
    return Options.<String>get(parsed, name).orElseThrow();
  }

  /// Refuses options with an empty value: a variable of a script that is not set is not the same as
  /// an option that is left out.
  public static void refuseEmpty(ParseResult parsed) throws UsageException {
    for (OptionSpec option : parsed.matchedOptions()) {
      if (option.arity().min() > 0
          && option.originalStringValues().stream().anyMatch(String::isBlank)) {
        throw new UsageException(option.names()[0] + " is empty: give " + needed(option));
      }
    }
  }

  private static String needed(OptionSpec option) {
    return switch (option.paramLabel()) {
      case "PATH" -> "a file, a folder or -";
      case "FILE" -> "a file";
      default -> option.paramLabel();
    };
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
