package io.github.pathwhy.cli.inspect;

import io.github.pathwhy.cli.command.InspectionCommand;
import io.github.pathwhy.cli.options.AzOptions;
import io.github.pathwhy.cli.options.PlaceOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.inspect.InterfaceRules;
import io.github.pathwhy.report.EffectiveRulesReport;
import java.util.ArrayList;
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
  protected List<List<String>> needs(ParseResult parsed) {
    return List.of(AzOptions.interfaceNames("--nic"));
  }

  @Override
  protected List<Question> questions(ParseResult parsed) throws UsageException {
    List<Question> questions = new ArrayList<>();
    for (String nic : AzOptions.interfaces(parsed, "--nic")) {
      questions.add(network -> EffectiveRulesReport.of(new InterfaceRules(network).answer(nic)));
    }
    return questions;
  }
}
