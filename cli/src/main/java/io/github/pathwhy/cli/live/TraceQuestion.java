package io.github.pathwhy.cli.live;

import io.github.pathwhy.cli.options.HostAndPort;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.measure.PathEnumerator;
import io.github.pathwhy.probe.measure.TargetRules;
import io.github.pathwhy.text.Printable;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// What a command line asks to trace.
///
/// @param host an address or a name
/// @param method absent when the engine is to choose
/// @param port 0 for none
/// @param sourcePort 0 for none
/// @param flows how many to follow besides; 0 for none
record TraceQuestion(
    String host,
    Optional<Method> method,
    int port,
    int sourcePort,
    Optional<IpVersion> version,
    int probes,
    int maxHops,
    int flows,
    boolean mtu) {
  private static final String PROTOCOL = "--protocol";
  private static final String PORT = "--dest-port";
  private static final String SOURCE_PORT = "--source-port";
  private static final String VERSION = "--ip-version";
  private static final String PROBES = "--probes";
  private static final String HOPS = "--max-hops";
  private static final String PATHS = "--paths";
  private static final String MTU = "--mtu";
  private static final int MOST_PORT = 65_535;
  private static final int MOST_DIGITS = 5;
  private static final int USUAL_PROBES = 3;
  private static final int USUAL_HOPS = 30;

  /** Adds the argument and the options to a command. */
  static void addTo(CommandSpec spec) {
    spec.addPositional(
        Options.positional(
            "0", "DEST[:PORT]", "Address or name; a port makes it a trace with TCP."));
    spec.addOption(
        Options.choice(Method.class, "PROTOCOL", PROTOCOL)
            .description(
                "${COMPLETION-CANDIDATES}. Default: Tcp with a port, else Icmp, or Udp where this"
                    + " machine may not send echo requests.")
            .build());
    spec.addOption(
        Options.value(Integer.class, "PORT", PORT).description("Destination port.").build());
    spec.addOption(
        Options.value(Integer.class, "PORT", SOURCE_PORT)
            .description("Follow the one flow from this port, hop by hop.")
            .build());
    spec.addOption(
        Options.choice(IpVersion.class, "VERSION", VERSION)
            .description("Of a name's addresses take one of these: ${COMPLETION-CANDIDATES}.")
            .build());
    spec.addOption(
        Options.value(Integer.class, "N", PROBES)
            .description("Probes for each hop, 1 to 100. Default: 3.")
            .build());
    spec.addOption(
        Options.value(Integer.class, "N", HOPS)
            .description("Look no farther, 1 to 64. Default: 30.")
            .build());
    spec.addOption(
        Options.value(String.class, "N", PATHS)
            .arity("0..1")
            .fallbackValue(Integer.toString(PathEnumerator.USUAL_FLOWS))
            .description(
                "Follow N flows from different source ports, 1 to 64, and tell their ways apart."
                    + " Without N: 8.")
            .build());
    spec.addOption(Options.flag("Find the path MTU, and black holes for large packets.", MTU));
  }

  /** What the command line says. */
  static TraceQuestion of(ParseResult parsed) throws UsageException {
    Optional<String> argument = Options.argument(parsed, 0);
    Optional<String> paths = Options.get(parsed, PATHS);
    if (argument.isEmpty() && paths.filter(word -> !isNumber(word)).isPresent()) {
      // `--paths DEST`: the number was left out.
      argument = paths;
      paths = Optional.of(Integer.toString(PathEnumerator.USUAL_FLOWS));
    }
    HostAndPort target =
        HostAndPort.parse(
            argument.orElseThrow(
                () -> new UsageException("no destination: give DEST or DEST:PORT")));
    int port = number(parsed, PORT, MOST_PORT).orElse(0);
    if (target.port().isPresent()) {
      if (port > 0 && port != target.port().get()) {
        throw new UsageException(
            "two destination ports, "
                + target.port().get()
                + " and "
                + port
                + ": leave one of them out");
      }
      port = target.port().get();
    }
    Optional<Method> method = Options.get(parsed, PROTOCOL);
    if (method.isEmpty() && port > 0) {
      method = Optional.of(Method.TCP);
    }
    if (method.isPresent()) {
      checkPort(method.get(), port);
    }
    int sourcePort = number(parsed, SOURCE_PORT, MOST_PORT).orElse(0);
    int flows = paths.isPresent() ? flows(paths.get()) : 0;
    boolean isPortless = method.isEmpty() || !method.get().hasPorts();
    if (isPortless && (sourcePort > 0 || flows > 0)) {
      throw new UsageException(
          (sourcePort > 0 ? SOURCE_PORT : PATHS)
              + " needs ports, which echo requests do not have: add "
              + PROTOCOL
              + " Udp, or a port");
    }
    Optional<IpVersion> version = Options.get(parsed, VERSION);
    Optional<IpAddress> address = IpAddress.parse(target.host());
    if (address.isPresent()) {
      checkAddress(address.get(), version);
    }
    return new TraceQuestion(
        target.host(),
        method,
        port,
        sourcePort,
        version,
        number(parsed, PROBES, TargetRules.MOST_PROBES).orElse(USUAL_PROBES),
        number(parsed, HOPS, TargetRules.MOST_HOPS).orElse(USUAL_HOPS),
        flows,
        parsed.hasMatchedOption(MTU));
  }

  private static boolean isNumber(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return !word.isEmpty();
  }

  private static int flows(String word) throws UsageException {
    int flows = isNumber(word) && word.length() <= MOST_DIGITS ? Integer.parseInt(word) : 0;
    if (flows < 1 || flows > TargetRules.MOST_FLOWS) {
      throw new UsageException(
          PATHS + " is '" + Printable.of(word) + "'; allowed: 1 to " + TargetRules.MOST_FLOWS);
    }
    return flows;
  }

  private static void checkPort(Method method, int port) throws UsageException {
    if (method == Method.TCP && port == 0) {
      throw new UsageException(PROTOCOL + " Tcp needs a port: give DEST:PORT or " + PORT);
    }
    if (method == Method.ICMP && port > 0) {
      throw new UsageException("echo requests have no ports: leave port " + port + " out");
    }
  }

  private static void checkAddress(IpAddress address, Optional<IpVersion> version)
      throws UsageException {
    Optional<String> refusal = TargetRules.refusal(address);
    if (refusal.isPresent()) {
      throw new UsageException(refusal.get() + ": give one host");
    }
    if (version.isPresent() && version.get() != address.version()) {
      throw new UsageException(
          address + " is " + address.version() + ", " + VERSION + " says " + version.get());
    }
  }

  private static Optional<Integer> number(ParseResult parsed, String option, int most)
      throws UsageException {
    Optional<Integer> number = Options.get(parsed, option);
    if (number.isPresent() && (number.get() < 1 || number.get() > most)) {
      throw new UsageException(option + " is " + number.get() + "; allowed: 1 to " + most);
    }
    return number;
  }
}
