package io.github.pathwhy.cli.live;

import io.github.pathwhy.cli.command.LiveContext;
import io.github.pathwhy.cli.live.PortsCommand.Question;
import io.github.pathwhy.cli.options.FlowOptions;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.PortList;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.probe.Capability;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.scan.PortScanner;
import io.github.pathwhy.report.live.LivePorts;
import io.github.pathwhy.report.live.PortsReport;
import io.github.pathwhy.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/** Asks ports with real packets. */
final class LivePortScan {
  private static final long MOST_PORTS = 1 << 20;

  private LivePortScan() {}

  static PortsReport run(ParseResult parsed, LiveContext live, Question question)
      throws UsageException, RequestException {
    PortScanner.Settings settings = settings(parsed, live, question.method());
    PortTargets targets =
        new PortTargets(FlowOptions.version(parsed), live.stop(), live.progress());
    for (String word : question.destinations()) {
      if (!live.stop().isRequested()) {
        targets.add(word);
      }
    }
    refuseMisspelt(question, targets);
    List<PortTargets.Host> hosts = targets.hosts();
    long count = (long) hosts.size() * question.ports().count();
    if (count > MOST_PORTS) {
      throw new UsageException(
          hosts.size()
              + " hosts with "
              + question.ports().count()
              + " ports each are "
              + count
              + "; at most "
              + MOST_PORTS);
    }
    try (Prober prober = Prober.open(live)) {
      List<PortScanner.Result> results = List.of();
      if (!hosts.isEmpty()) {
        refuseImpossible(prober, question.method(), hosts);
        live.announce(subject(hosts), count, question.method() + " probe", settings.perSecond());
        results =
            new PortScanner(prober.engine(), live.stop(), live.progress())
                .scan(all(hosts, question), settings);
      }
      return report(live, question, settings, hosts, targets, results, prober);
    }
  }

  /// Whoever misspells the name of a service has asked for ports, and not for those that are most
  /// common.
  private static void refuseMisspelt(Question question, PortTargets targets) throws UsageException {
    for (LivePorts.Unresolved each : targets.unresolved()) {
      if (question.doubtful().filter(each.name()::equals).isPresent()) {
        throw new UsageException(
            "'"
                + Printable.of(each.name())
                + "' is neither a service"
                + PortList.closest(each.name(), PortsCommand.services(question.method()))
                    .map(service -> " (" + service + "?)")
                    .orElse("")
                + " nor a host that resolves: "
                + each.why());
      }
    }
  }

  private static PortScanner.Settings settings(ParseResult parsed, LiveContext live, Method method)
      throws UsageException {
    int retries =
        Options.<Integer>get(parsed, PortsCommand.RETRIES).orElse(PortScanner.USUAL_RETRIES);
    if (retries < 0 || retries > PortScanner.MOST_RETRIES) {
      throw new UsageException(
          PortsCommand.RETRIES + " is " + retries + "; allowed: 0 to " + PortScanner.MOST_RETRIES);
    }
    return new PortScanner.Settings(
        method,
        live.options().rate().orElse(PortScanner.USUAL_RATE),
        retries,
        live.options().timeout().map(Duration::toNanos));
  }

  private static void refuseImpossible(Prober prober, Method method, List<PortTargets.Host> hosts)
      throws RequestException {
    Set<IpVersion> versions = EnumSet.noneOf(IpVersion.class);
    for (PortTargets.Host host : hosts) {
      versions.add(host.address().version());
    }
    for (IpVersion version : versions) {
      if (prober.engine().canProbe(method, version)
          instanceof Capability.Unable(String why, String remedy)) {
        throw RequestException.undetermined(
            "no "
                + method.label()
                + " probes over "
                + version.label()
                + " from here: "
                + why
                + (remedy.isEmpty() ? "" : "; " + remedy));
      }
    }
  }

  private static String subject(List<PortTargets.Host> hosts) {
    String first = hosts.getFirst().name();
    return hosts.size() == 1 ? first : first + " and " + (hosts.size() - 1) + " more hosts";
  }

  private static List<PortScanner.Target> all(List<PortTargets.Host> hosts, Question question) {
    List<PortScanner.Target> all = new ArrayList<>(hosts.size() * question.ports().count());
    for (PortTargets.Host host : hosts) {
      for (PortRange range : question.ports().ranges()) {
        for (int port = range.first(); port <= range.last(); port++) {
          all.add(new PortScanner.Target(host.address(), port));
        }
      }
    }
    return all;
  }

  private static PortsReport report(
      LiveContext live,
      Question question,
      PortScanner.Settings settings,
      List<PortTargets.Host> hosts,
      PortTargets targets,
      List<PortScanner.Result> results,
      Prober prober) {
    int ports = question.ports().count();
    List<LivePorts.Host> answers = new ArrayList<>(hosts.size());
    for (int i = 0; i < hosts.size(); i++) {
      PortTargets.Host host = hosts.get(i);
      answers.add(
          new LivePorts.Host(
              host.name(),
              host.address(),
              host.others(),
              results.subList(i * ports, (i + 1) * ports)));
    }
    return LivePorts.of(
        new LivePorts.Scan(
            question.method(),
            answers,
            targets.unresolved(),
            prober.engine().tier(),
            settings.perSecond(),
            live.stop().isRequested()),
        question.onlyOpen(),
        live.output().verbose());
  }
}
