package io.github.pathwhy.cli.live;

import io.github.pathwhy.cli.command.Context;
import io.github.pathwhy.cli.live.PortsCommand.Question;
import io.github.pathwhy.cli.options.FlowOptions;
import io.github.pathwhy.cli.options.LiveOptions;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.diagnose.CheckRequest;
import io.github.pathwhy.diagnose.CheckRequest.Application;
import io.github.pathwhy.diagnose.survey.PortSurvey;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.report.live.PortsReport;
import io.github.pathwhy.report.live.SimulatedPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Asks a topology which ports get through. */
final class SimulatedPortScan {
  private static final List<String> ONLY_LIVE =
      List.of("--tier", "--capture", LiveOptions.PCAP, "--rate", LiveOptions.TIMEOUT);

  private SimulatedPortScan() {}

  /** The report; empty after problems of the topology were written to stderr. */
  static Optional<PortsReport> run(ParseResult parsed, Context context, Question question)
      throws UsageException, RequestException {
    OutputOptions output = OutputOptions.of(parsed);
    String source =
        Options.<String>get(parsed, PortsCommand.SOURCE)
            .orElseThrow(() ->
                new UsageException(
                    "no source: with a topology, give " + PortsCommand.SOURCE + " NAME"));
    for (String name : ONLY_LIVE) {
      if (parsed.hasMatchedOption(name) && !output.quiet()) {
        context
            .console()
            .error("pathwhy: " + name + " is about real packets: no effect with a topology");
      }
    }
    Optional<Topology> loaded = context.load(parsed);
    if (loaded.isEmpty()) {
      return Optional.empty();
    }
    PortSurvey survey = new PortSurvey(new EffectiveNetwork(loaded.get()));
    List<SimulatedPorts.Host> hosts = new ArrayList<>();
    for (String destination : question.destinations()) {
      CheckRequest request =
          new CheckRequest(
              source,
              destination,
              Optional.empty(),
              Optional.empty(),
              Optional.of(question.method() == Method.UDP ? Application.UDP : Application.TCP),
              FlowOptions.version(parsed),
              false);
      hosts.add(
          new SimulatedPorts.Host(destination, survey.survey(request, question.ports().ranges())));
    }
    return Optional.of(
        SimulatedPorts.of(question.method(), hosts, question.onlyOpen(), output.verbose()));
  }
}
