package io.github.pathwhy.cli.inspect;

import io.github.pathwhy.cli.command.InspectionCommand;
import io.github.pathwhy.cli.options.AzOptions;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.PlaceOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.inspect.InterfaceRules;
import io.github.pathwhy.report.SecurityGroupViewReport;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The security groups of a machine, interface by interface. */
public final class SecurityGroupViewCommand extends InspectionCommand {

  @Override
  protected CommandSpec questionSpec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this)
            .name("security-group-view")
            .aliases("show-security-group-view");
    spec.usageMessage()
        .header("Which security groups does a machine have, where, and with which rules?")
        .description(
            "",
            "Examples:",
            "  pathwhy security-group-view -t network.yaml --vm web-vm",
            "  pathwhy security-group-view -t export.json --vm web-vm -o table",
            "")
        .footer("", "Exit codes: 0 answered, 2 wrong input, 3 not determined.");
    PlaceOptions.addMachineTo(spec, "The machine.");
    return spec;
  }

  @Override
  protected List<List<String>> needs(ParseResult parsed) {
    return List.of(List.of("--vm"));
  }

  @Override
  protected List<Question> questions(ParseResult parsed) throws UsageException {
    String machine = AzOptions.qualified(parsed, Options.needed(parsed, "--vm"));
    return List.of(
        network -> SecurityGroupViewReport.of(new InterfaceRules(network).ofMachine(machine)));
  }
}
