package io.github.pathwhy.cli.inspect;

import io.github.pathwhy.cli.command.InspectionCommand;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.PlaceOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.inspect.InterfaceRules;
import io.github.pathwhy.report.EffectiveRulesReport;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The security rules in force at an interface. */
public final class EffectiveRulesCommand extends InspectionCommand {

  @Override
  protected CommandSpec questionSpec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this)
            .name("effective-rules")
            .aliases("list-effective-nsg");
    spec.usageMessage()
        .header("Which security rules are in force at a network interface?")
        .description(
            "",
            "Examples:",
            "  pathwhy effective-rules -t network.yaml --nic web-nic",
            "  pathwhy effective-rules -t export.json --nic web-nic -o table",
            "")
        .footer("", "Exit codes: 0 answered, 2 wrong input, 3 not determined.");
    PlaceOptions.addInterfaceTo(spec, "The network interface.");
    return spec;
  }

  @Override
  protected List<List<String>> needs() {
    return List.of(List.of("--nic"));
  }

  @Override
  protected Question question(ParseResult parsed) throws UsageException {
    String nic = Options.needed(parsed, "--nic");
    return network -> EffectiveRulesReport.of(new InterfaceRules(network).answer(nic));
  }
}
