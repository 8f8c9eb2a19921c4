package io.github.pathwhy.cli.options;

import io.github.pathwhy.inspect.Place;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Where a question is asked: a machine and, if it has several, one of its interfaces. */
public final class PlaceOptions {
  private static final String MACHINE = "--vm";
  private static final String INTERFACE = "--nic";

  /** Both options; one of them is enough. */
  public static final List<String> NAMES = List.of(MACHINE, INTERFACE);

  private PlaceOptions() {}

  /** Adds both options to a command. */
  public static void addTo(CommandSpec spec) {
    addMachineTo(spec, "The machine.");
    addInterfaceTo(
        spec,
        "Its network interface; needed when it has several and one of them forwards. Enough"
            + " alone.");
  }

  /** Adds the option that names a machine. */
  public static void addMachineTo(CommandSpec spec, String description) {
    spec.addOption(
        Options.value(String.class, "NAME|ID", MACHINE).description(description).build());
  }

  /** Adds the option that names an interface. */
  public static void addInterfaceTo(CommandSpec spec, String description) {
    spec.addOption(
        Options.value(String.class, "NAME|ID", INTERFACE).description(description).build());
  }

  /** What the command line says. */
  public static Place of(ParseResult parsed) throws UsageException {
    return new Place(
        AzOptions.resource(parsed, List.of(MACHINE)),
        AzOptions.resource(parsed, List.of(INTERFACE)));
  }
}
