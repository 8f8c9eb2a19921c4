package io.github.pathwhy.cli.options;

import io.github.pathwhy.lookup.Name;
import io.github.pathwhy.report.TopologyPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// What commands take besides under their names in `az`: options that narrow what names mean, and
/// others that mean nothing offline.
public final class AzOptions {
  /** The option that says in which group names are looked for. */
  public static final String GROUP = "--resource-group";

  /** The region that a topology is cut down to. */
  public static final String LOCATION = "--location";

  private static final String SUBSCRIPTION = "--subscription";
  private static final String ERRORS_ONLY = "--only-show-errors";
  private static final String NAME = "--name";
  private static final String IDS = "--ids";
  private static final List<String> MEANINGLESS =
      List.of("--watcher-name", "--watcher-rg", "--no-wait");
  private static final int GUID_LENGTH = 36;

  private AzOptions() {}

  /** Adds what all verbs have. */
  public static void addTo(CommandSpec spec) {
    add(spec, "GROUP", "Names are those of resources in this group.", "-g", GROUP);
    add(spec, "ID", "Names are those of resources in this subscription.", SUBSCRIPTION);
    add(spec, "REGION", "Of a topology: only resources there.", "-l", LOCATION);
    for (String name : MEANINGLESS) {
      spec.addOption(
          OptionSpec.builder(name)
              .type(String.class)
              .arity(name.equals("--no-wait") ? "0..1" : "1")
              .fallbackValue("true")
              .paramLabel("VALUE")
              .description("Means nothing here.")
              .order(Section.AZURE.order())
              .build());
    }
    spec.addOption(
        OptionSpec.builder(Options.flag("The same as --quiet.", ERRORS_ONLY))
            .order(Section.AZURE.order())
            .build());
  }

  /** Adds other names for the option that names an interface. */
  public static void addInterfaceTo(CommandSpec spec) {
    add(spec, "NAME", "The same as --nic.", "-n", NAME);
    list(spec, "ID", "The same as --nic, by full ids.", IDS);
  }

  /** Adds an option with a value. */
  public static void add(CommandSpec spec, String label, String description, String... names) {
    spec.addOption(
        Options.value(String.class, label, names)
            .description(description)
            .order(Section.AZURE.order())
            .build());
  }

  /** Adds an option with values up to the next option; it takes the place of one that is there. */
  public static void list(CommandSpec spec, String label, String description, String name) {
    OptionSpec before = spec.findOption(name);
    if (before != null) {
      spec.remove(before);
    }
    spec.addOption(
        OptionSpec.builder(name)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1..*")
            .paramLabel(label)
            .description(description)
            .order(before == null ? Section.AZURE.order() : before.order())
            .build());
  }

  /** Whether a command goes by its name in `az`. */
  public static boolean isAzure(ParseResult parsed) {
    return parsed.commandSpec().findOption(GROUP) != null;
  }

  /** Whether nothing but errors is to be said besides the answer. */
  static boolean isQuiet(ParseResult parsed) {
    return parsed.hasMatchedOption(ERRORS_ONLY);
  }

  /** The options of a command line that mean nothing here. */
  public static List<String> meaningless(ParseResult parsed) {
    return MEANINGLESS.stream().filter(parsed::hasMatchedOption).toList();
  }

  /** The resource that options name, with the group in front of its name that narrows it. */
  public static Optional<String> resource(ParseResult parsed, List<String> options)
      throws UsageException {
    Optional<String> name = Options.oneOf(parsed, options);
    return name.map(text -> qualified(parsed, text));
  }

  /** A name with the subscription and the group in front of it that narrow it. */
  public static String qualified(ParseResult parsed, String name) {
    return isAzure(parsed) ? Name.in(subscription(parsed), group(parsed), name) : name;
  }

  /** The group that narrows names. */
  public static Optional<String> group(ParseResult parsed) {
    return Options.get(parsed, GROUP);
  }

  /** The subscription that narrows names; one that is called by its name is in no id. */
  public static Optional<String> subscription(ParseResult parsed) {
    return Options.<String>get(parsed, SUBSCRIPTION)
        .filter(text -> text.length() == GUID_LENGTH && text.indexOf(' ') < 0);
  }

  /** The part of a topology that a command line asks for. */
  public static TopologyPart part(ParseResult parsed) {
    return new TopologyPart(
        subscription(parsed),
        group(parsed),
        Options.get(parsed, LOCATION),
        Options.<String>get(parsed, "--vnet").map(name -> qualified(parsed, name)),
        Options.get(parsed, "--subnet"));
  }

  /** The interfaces that a command line names, at least one if any option does. */
  public static List<String> interfaces(ParseResult parsed, String option) throws UsageException {
    List<String> names = new ArrayList<>();
    if (isAzure(parsed)) {
      names.addAll(Options.<List<String>>get(parsed, IDS).orElse(List.of()));
    }
    Optional<String> name = resource(parsed, List.of(option, NAME));
    if (name.isPresent() && !names.isEmpty()) {
      throw new UsageException(IDS + " and " + NAME + " name interfaces: leave one of them out");
    }
    name.ifPresent(names::add);
    return names;
  }

  /** The options that name an interface. */
  public static List<String> interfaceNames(String option) {
    return List.of(option, NAME, IDS);
  }
}
