package io.github.pathwhy.monitor.definition;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.monitor.definition.TestConfiguration.Header;
import io.github.pathwhy.monitor.definition.TestConfiguration.Method;
import io.github.pathwhy.monitor.definition.TestConfiguration.Probe;
import io.github.pathwhy.monitor.definition.TestConfiguration.Threshold;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.text.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads test configurations. */
final class TestConfigurationReader {
  /** How often tests may run, in seconds. */
  static final int SHORTEST = 30;

  static final int LONGEST = 1800;

  private static final int MOST = 20;
  private static final String TCP = "tcpConfiguration";
  private static final String HTTP = "httpConfiguration";
  private static final String ICMP = "icmpConfiguration";
  private static final List<String> MEMBERS =
      List.of(
          "name",
          "testFrequencySec",
          "protocol",
          "preferredIPVersion",
          TCP,
          HTTP,
          ICMP,
          "successThreshold");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
  // A token of RFC 9110, 5.6.2.
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final double NANOS = 1_000_000;

  private final Members members;

  TestConfigurationReader(Members members) {
    this.members = members;
  }

  private enum Protocol {
    TCP("Tcp", TestConfigurationReader.TCP),
    HTTP("Http", TestConfigurationReader.HTTP),
    ICMP("Icmp", TestConfigurationReader.ICMP);

    private final String label;
    private final String member;

    Protocol(String label, String member) {
      this.label = label;
      this.member = member;
    }
  }

  /** The configurations of a monitor, without those that cannot be carried out. */
  List<TestConfiguration> read(Fields monitor) {
    List<TestConfiguration> configurations = new ArrayList<>();
    for (Fields fields : members.named(monitor, "testConfigurations", MOST, MEMBERS)) {
      readOne(fields).ifPresent(configurations::add);
    }
    return configurations;
  }

  private Optional<TestConfiguration> readOne(Fields fields) {
    Duration frequency =
        fields
            .integer("testFrequencySec", SHORTEST, LONGEST)
            .map(Duration::ofSeconds)
            .orElse(TestConfiguration.DEFAULT_FREQUENCY);
    Optional<IpVersion> version =
        fields.choice("preferredIPVersion", List.of(IpVersion.values()), IpVersion::label);
    Threshold threshold =
        members
            .child(fields, "successThreshold", List.of("checksFailedPercent", "roundTripTimeMs"))
            .map(TestConfigurationReader::threshold)
            .orElse(Threshold.NONE);
    fields.require("protocol", "allowed: Tcp, Http, Icmp");
    Optional<Protocol> protocol =
        fields.choice("protocol", List.of(Protocol.values()), each -> each.label);
    Optional<Probe> probe = probe(fields, protocol);
    Optional<String> name = fields.text("name");
    if (name.isEmpty() || probe.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TestConfiguration(name.get(), frequency, probe.get(), version, threshold));
  }

  private static Threshold threshold(Fields fields) {
    return new Threshold(
        fields.percent("checksFailedPercent"),
        fields.parsed(
            "roundTripTimeMs", TestConfigurationReader::milliseconds, "allowed: a number above 0"));
  }

  private static Optional<Duration> milliseconds(String text) {
    return Optional.of(text)
        .filter(each -> DECIMAL.matcher(each).matches())
        .map(each -> Duration.ofNanos(Math.round(Double.parseDouble(each) * NANOS)))
        .filter(Duration::isPositive);
  }

  /** All three parts are read, so that everything wrong is found at once. */
  private Optional<Probe> probe(Fields fields, Optional<Protocol> protocol) {
    Optional<Probe> tcp = tcp(fields, protocol.filter(Protocol.TCP::equals).isPresent());
    Probe http = http(fields);
    Probe icmp = icmp(fields);
    if (protocol.isEmpty()) {
      return Optional.empty();
    }
    for (Protocol other : Protocol.values()) {
      if (other != protocol.get() && fields.get(other.member) != null) {
        fields.problemAt(
            other.member,
            "does not go with protocol " + protocol.get().label,
            "allowed with " + other.label + " only");
      }
    }
    return switch (protocol.get()) {
      case TCP -> tcp;
      case HTTP -> Optional.of(http);
      case ICMP -> Optional.of(icmp);
    };
  }

  private Optional<Probe> tcp(Fields fields, boolean needed) {
    Optional<Fields> part =
        members.child(fields, TCP, List.of("port", "disableTraceRoute", "destinationPortBehavior"));
    if (part.isEmpty()) {
      if (needed && fields.get(TCP) == null) {
        fields.problem(TCP + " is missing", "a Tcp test needs a port");
      }
      return Optional.empty();
    }
    Fields tcp = part.get();
    tcp.require("port", "a Tcp test needs one, from 1 to " + PortRange.MAX);
    boolean traces = !tcp.flag("disableTraceRoute").orElse(false);
    boolean listens =
        tcp.choice("destinationPortBehavior", List.of("None", "ListenIfAvailable"), word -> word)
            .filter("ListenIfAvailable"::equals)
            .isPresent();
    return tcp.integer("port", 1, PortRange.MAX).map(port -> new Probe.Tcp(port, traces, listens));
  }

  private Probe icmp(Fields fields) {
    return new Probe.Icmp(
        members
            .child(fields, ICMP, List.of("disableTraceRoute"))
            .flatMap(icmp -> icmp.flag("disableTraceRoute"))
            .map(disabled -> !disabled)
            .orElse(true));
  }

  private Probe http(Fields fields) {
    return members
        .child(
            fields,
            HTTP,
            List.of(
                "port", "method", "path", "requestHeaders", "validStatusCodeRanges", "preferHTTPS"))
        .map(this::request)
        .orElseGet(
            () -> new Probe.Http(Optional.empty(), Method.GET, "/", List.of(), List.of(), false));
  }

  private Probe.Http request(Fields http) {
    return new Probe.Http(
        http.integer("port", 1, PortRange.MAX),
        http.choice("method", List.of(Method.values()), Method::label).orElse(Method.GET),
        http.parsed(
                "path",
                text -> Optional.of(text).filter(TestConfigurationReader::isPath),
                "expected a path such as /health, without blanks")
            .orElse("/"),
        headers(http),
        statusCodes(http),
        http.flag("preferHTTPS").orElse(false));
  }

  private static boolean isPath(String text) {
    return text.startsWith("/") && text.chars().noneMatch(Character::isWhitespace);
  }

  private List<Header> headers(Fields http) {
    List<Header> headers = new ArrayList<>();
    for (Fields fields : members.children(http, "requestHeaders", List.of("name", "value"))) {
      fields.require("name", "a header has a name and a value");
      Optional<String> name =
          fields.parsed(
              "name",
              text -> Optional.of(text).filter(each -> TOKEN.matcher(each).matches()),
              "expected a header's name such as Accept");
      String value = fields.text("value").orElse("");
      name.ifPresent(each -> headers.add(new Header(each, value)));
    }
    return headers;
  }

  private static List<StatusCodeRange> statusCodes(Fields http) {
    List<StatusCodeRange> ranges = new ArrayList<>();
    for (Tree.Scalar scalar : http.scalars("validStatusCodeRanges")) {
      Optional<StatusCodeRange> range = StatusCodeRange.parse(scalar.text());
      range.ifPresent(ranges::add);
      if (range.isEmpty()) {
        http.problem(
            scalar,
            "validStatusCodeRanges",
            "'" + scalar.text() + "'",
            "expected a code such as 418, a range such as 301-304, or 2xx");
      }
    }
    return ranges;
  }
}
