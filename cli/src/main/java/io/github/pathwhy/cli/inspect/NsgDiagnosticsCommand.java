package io.github.pathwhy.cli.inspect;

import io.github.pathwhy.cli.command.InspectionCommand;
import io.github.pathwhy.cli.options.AzOptions;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.inspect.Profile;
import io.github.pathwhy.inspect.SecurityDiagnostics;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.report.SecurityDiagnosticsReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** NSG diagnostics: every rule that is looked at, and what of it matches. */
public final class NsgDiagnosticsCommand extends InspectionCommand {

  @Override
  protected CommandSpec questionSpec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this)
            .name("nsg-diagnostics")
            .aliases("run-configuration-diagnostic");
    spec.usageMessage()
        .header("Which security rules are looked at for a flow, and what of each matches?")
        .description(
            "",
            "Examples:",
            "  pathwhy nsg-diagnostics -t network.yaml --resource web-vm \\",
            "      --direction Inbound --protocol Tcp --source Internet \\",
            "      --destination 10.0.1.4 --port 443",
            "  pathwhy nsg-diagnostics -t export.json --resource db-nic \\",
            "      --direction Inbound --protocol '*' --source 10.0.0.0/16 \\",
            "      --destination '*' --port 1433-1434",
            "")
        .footer("", "Exit codes: 0 allow, 1 deny, 2 wrong input, 3 not determined.");
    add(
        spec,
        "NAME|ID",
        "--resource",
        "Machine or network interface; of a machine all interfaces.");
    spec.addOption(
        Options.choice(Direction.class, "DIRECTION", "--direction")
            .description("As the machine sees it: ${COMPLETION-CANDIDATES}.")
            .build());
    add(spec, "PROTOCOL", "--protocol", "Tcp, Udp, Icmp, or * for all of them.");
    add(spec, "SOURCE", "--source", "Address, prefix, service tag, or *.");
    add(spec, "DESTINATION", "--destination", "Address, prefix, service tag, or *.");
    add(spec, "PORT", "--port", "Destination port, a range such as 80-90, or *.");
    return spec;
  }

  private static void add(CommandSpec spec, String label, String name, String description) {
    spec.addOption(Options.value(String.class, label, name).description(description).build());
  }

  @Override
  protected List<List<String>> needs(ParseResult parsed) {
    return parsed.hasMatchedOption(ProfileList.OPTION)
        ? List.of(List.of("--resource"))
        : List.of(
            List.of("--resource"),
            List.of("--direction"),
            List.of("--protocol"),
            List.of("--source"),
            List.of("--destination"),
            List.of("--port"));
  }

  @Override
  protected List<Question> questions(ParseResult parsed) throws UsageException {
    List<Question> questions = new ArrayList<>();
    String resource = resource(parsed);
    for (Profile profile : profiles(parsed)) {
      SecurityDiagnostics.Question question = new SecurityDiagnostics.Question(resource, profile);
      questions.add(network ->
          SecurityDiagnosticsReport.of(new SecurityDiagnostics(network).answer(question)));
    }
    return questions;
  }

  private static List<Profile> profiles(ParseResult parsed) throws UsageException {
    Optional<String> list =
        AzOptions.isAzure(parsed) ? Options.get(parsed, ProfileList.OPTION) : Optional.empty();
    return list.isPresent()
        ? ProfileList.read(list.get())
        : List.of(
            new Profile(
                Options.<Direction>get(parsed, "--direction").orElseThrow(),
                Options.needed(parsed, "--protocol"),
                Options.needed(parsed, "--source"),
                Options.needed(parsed, "--destination"),
                Options.needed(parsed, "--port")));
  }

  /** The resource, by its type and what it is a part of when those are given. */
  private static String resource(ParseResult parsed) {
    String name = Options.needed(parsed, "--resource");
    if (!AzOptions.isAzure(parsed) || ResourceId.isArm(name)) {
      return name;
    }
    String typed =
        Options.<String>get(parsed, "--parent").map(path -> path + "/").orElse("")
            + Options.<String>get(parsed, "--resource-type")
                .map(type -> type.substring(type.lastIndexOf('/') + 1) + "/")
                .orElse("")
            + name;
    return AzOptions.qualified(parsed, typed);
  }
}
