package io.github.pathwhy.cli.inspect;

import io.github.pathwhy.cli.command.InspectionCommand;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.PlaceOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.inspect.IpFlowVerify;
import io.github.pathwhy.inspect.Socket;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.report.IpFlowReport;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** IP flow verify: which rule allows or denies a flow at a machine. */
public final class IpFlowVerifyCommand extends InspectionCommand {

  @Override
  protected CommandSpec questionSpec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("ip-flow-verify").aliases("test-ip-flow");
    spec.usageMessage()
        .header("Which security rule allows or denies a flow at a machine?")
        .description(
            "",
            "Examples:",
            "  pathwhy ip-flow-verify -t network.yaml --vm web-vm --direction Inbound \\",
            "      --protocol Tcp --local 10.0.1.4:443 --remote '203.0.113.9:*'",
            "  pathwhy test-ip-flow -t export.json --vm web-vm --nic web-nic \\",
            "      --direction Outbound --protocol Udp --local 10.0.1.4:50000 \\",
            "      --remote 8.8.8.8:53",
            "")
        .footer("", "Exit codes: 0 allow, 1 deny, 2 wrong input, 3 not determined.");
    PlaceOptions.addTo(spec);
    spec.addOption(
        Options.choice(Direction.class, "DIRECTION", "--direction")
            .description("As the machine sees it: ${COMPLETION-CANDIDATES}.")
            .build());
    spec.addOption(
        Options.value(String.class, "PROTOCOL", "--protocol").description("Tcp or Udp.").build());
    spec.addOption(
        Options.value(String.class, "IP:PORT", "--local")
            .description("The machine's end of the flow; * is any port.")
            .build());
    spec.addOption(
        Options.value(String.class, "IP:PORT", "--remote")
            .description("The other end of the flow; * is any port.")
            .build());
    return spec;
  }

  @Override
  protected List<List<String>> needs(ParseResult parsed) {
    return List.of(
        PlaceOptions.NAMES,
        List.of("--direction"),
        List.of("--protocol"),
        List.of("--local"),
        List.of("--remote"));
  }

  @Override
  protected List<Question> questions(ParseResult parsed) throws UsageException {
    String protocol = Options.needed(parsed, "--protocol");
    IpFlowVerify.Question question =
        new IpFlowVerify.Question(
            PlaceOptions.of(parsed),
            Options.<Direction>get(parsed, "--direction").orElseThrow(),
            Protocol.parse(protocol)
                .orElseThrow(() ->
                    new UsageException("--protocol is '" + protocol + "'; allowed: Tcp, Udp")),
            socket(parsed, "--local"),
            socket(parsed, "--remote"));
    return List.of(network -> IpFlowReport.of(new IpFlowVerify(network).answer(question)));
  }

  private static Socket socket(ParseResult parsed, String option) throws UsageException {
    String text = Options.needed(parsed, option);
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    Optional<IpAddress> address =
        IpAddress.parse(bracketed ? host.substring(1, host.length() - 1) : host);
    Optional<PortRange> port =
        PortRange.parse(text.substring(colon + 1)).filter(IpFlowVerifyCommand::isOneOrAll);
    if (colon < 0 || address.isEmpty() || port.isEmpty()) {
      throw new UsageException(
          option + " is '" + text + "'; allowed: 10.0.1.4:443 or, for any port, 10.0.1.4:*");
    }
    return new Socket(address.get(), port.get());
  }

  private static boolean isOneOrAll(PortRange port) {
    return port.first() == port.last() || port.equals(PortRange.ALL);
  }
}
