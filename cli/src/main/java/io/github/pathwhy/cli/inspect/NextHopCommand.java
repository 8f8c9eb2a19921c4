package io.github.pathwhy.cli.inspect;

import io.github.pathwhy.cli.command.InspectionCommand;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.PlaceOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.inspect.NextHopLookup;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.report.NextHopReport;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Next hop: where a packet that leaves a machine goes first. */
public final class NextHopCommand extends InspectionCommand {
  private static final String SOURCE = "--source-ip";
  private static final String DESTINATION = "--dest-ip";

  @Override
  protected CommandSpec questionSpec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("next-hop").aliases("show-next-hop");
    spec.usageMessage()
        .header("Where does a packet that leaves a machine go first, and which table says so?")
        .description(
            "",
            "Examples:",
            "  pathwhy next-hop -t network.yaml --vm web-vm --dest-ip 8.8.8.8",
            "  pathwhy next-hop -t export.json --vm web-vm --source-ip 10.0.1.4 \\",
            "      --dest-ip 10.2.0.4 --query nextHopType",
            "")
        .footer("", "Exit codes: 0 answered, 2 wrong input, 3 not determined.");
    PlaceOptions.addTo(spec);
    spec.addOption(
        Options.value(String.class, "IP", SOURCE)
            .description("Source of the packet; picks the interface of a machine that has several.")
            .build());
    spec.addOption(
        Options.value(String.class, "IP", DESTINATION)
            .description("Destination of the packet.")
            .build());
    return spec;
  }

  @Override
  protected List<List<String>> needs(ParseResult parsed) {
    return List.of(PlaceOptions.NAMES, List.of(DESTINATION));
  }

  @Override
  protected List<Question> questions(ParseResult parsed) throws UsageException {
    Optional<String> source = Options.get(parsed, SOURCE);
    NextHopLookup.Question question =
        new NextHopLookup.Question(
            PlaceOptions.of(parsed),
            source.isPresent() ? Optional.of(address(SOURCE, source.get())) : Optional.empty(),
            address(DESTINATION, Options.needed(parsed, DESTINATION)));
    return List.of(network -> NextHopReport.of(new NextHopLookup(network).answer(question)));
  }

  private static IpAddress address(String option, String text) throws UsageException {
    return IpAddress.parse(text)
        .orElseThrow(
            () -> new UsageException(option + " is '" + text + "'; allowed: an IPv4 address"));
  }
}
