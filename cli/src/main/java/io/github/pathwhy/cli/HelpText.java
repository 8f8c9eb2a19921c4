package io.github.pathwhy.cli;

import io.github.pathwhy.cli.options.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The help of commands. Options are put into their sections only when somebody wants to read them:
/// picocli's groups cost time when command lines are read.
final class HelpText {
  private static final int LEAST_WIDTH = 55;
  private static final int MOST_WIDTH = 120;
  private static final List<String> SECTIONS =
      List.of(
          UsageMessageSpec.SECTION_KEY_HEADER,
          UsageMessageSpec.SECTION_KEY_DESCRIPTION,
          UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
          UsageMessageSpec.SECTION_KEY_SYNOPSIS,
          UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
          UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_OPTION_LIST,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
          UsageMessageSpec.SECTION_KEY_FOOTER);

  private HelpText() {}

  /** The help of a command, as wide as there is room for. */
  static String of(CommandLine command, int columns) {
    arrange(command.getCommandSpec());
    command.setHelpSectionKeys(SECTIONS);
    command.setUsageHelpWidth(Math.clamp(columns, LEAST_WIDTH, MOST_WIDTH));
    return command.getUsageMessage(Ansi.OFF).stripTrailing();
  }

  /** The columns to fill: `COLUMNS` where it is set, else those of the terminal. */
  static int columns(Map<String, String> environment, int terminal) {
    String given = environment.getOrDefault("COLUMNS", "");
    boolean isNumber =
        !given.isEmpty() && given.length() <= 4 && given.chars().allMatch(Character::isDigit);
    return isNumber && !given.startsWith("0") ? Integer.parseInt(given) : terminal;
  }

  /** Puts the options of a command into sections. */
  static void arrange(CommandSpec spec) {
    List<OptionSpec> all = new ArrayList<>(spec.options());
    all.sort(
        Comparator.comparing((OptionSpec option) -> Section.of(option.order()))
            .thenComparingInt(OptionSpec::order)
            .thenComparing(OptionSpec::longestName));
    boolean isShort =
        all.stream().noneMatch(option -> Section.of(option.order()) == Section.PROBES);
    for (Section section : Section.values()) {
      List<OptionSpec> options =
          all.stream().filter(option -> Section.of(option.order()) == section).toList();
      options.forEach(spec::remove);
      if (section == Section.FIRST || (isShort && section == Section.QUESTION)) {
        options.forEach(option -> spec.addOption(placed(option, spec)));
      } else if (!options.isEmpty()) {
        ArgGroupSpec.Builder group = ArgGroupSpec.builder().validate(false).order(section.order());
        options.forEach(option -> group.addArg(placed(option, spec)));
        spec.addArgGroup(group.heading("%n" + section.heading() + "%n").build());
      }
    }
    spec.usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .optionListHeading("%n" + Section.FIRST.heading() + "%n");
  }

  /** The same option at the place that it is added at. */
  private static OptionSpec placed(OptionSpec option, CommandSpec spec) {
    return OptionSpec.builder(option).order(spec.args().size()).build();
  }
}
