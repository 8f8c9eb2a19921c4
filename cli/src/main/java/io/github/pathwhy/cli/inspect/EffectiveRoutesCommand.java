package io.github.pathwhy.cli.inspect;

import io.github.pathwhy.cli.command.InspectionCommand;
import io.github.pathwhy.cli.options.AzOptions;
import io.github.pathwhy.cli.options.PlaceOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.inspect.InterfaceRoutes;
import io.github.pathwhy.report.EffectiveRoutesReport;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The routes in force at an interface. */
public final class EffectiveRoutesCommand extends InspectionCommand {

  @Override
  protected CommandSpec questionSpec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this)
            .name("effective-routes")
            .aliases("show-effective-route-table");
    spec.usageMessage()
        .header("Which routes are in force at a network interface, and which are overridden?")
        .description(
            "",
            "Examples:",
            "  pathwhy effective-routes -t network.yaml --nic web-nic",
            "  pathwhy effective-routes -t export.json --nic web-nic -o table",
            "")
        .footer("", "Exit codes: 0 answered, 2 wrong input.");
    PlaceOptions.addInterfaceTo(spec, "The network interface.");
    return spec;
  }

  @Override
  protected List<List<String>> needs(ParseResult parsed) {
    return List.of(AzOptions.interfaceNames("--nic"));
  }

  @Override
  protected List<Question> questions(ParseResult parsed) throws UsageException {
    List<Question> questions = new ArrayList<>();
    for (String nic : AzOptions.interfaces(parsed, "--nic")) {
      questions.add(network -> EffectiveRoutesReport.of(new InterfaceRoutes(network).answer(nic)));
    }
    return questions;
  }
}
