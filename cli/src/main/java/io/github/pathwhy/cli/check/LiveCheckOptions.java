package io.github.pathwhy.cli.check;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.options.Inputs;
import io.github.pathwhy.cli.options.LiveOptions;
import io.github.pathwhy.cli.options.Options;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.Section;
import io.github.pathwhy.cli.options.TopologyOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.live.LiveRequest;
import io.github.pathwhy.probe.web.StatusRange;
import io.github.pathwhy.text.Printable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What a check can be told about the packets that it sends. */
final class LiveCheckOptions {
  private static final String PROBES = "--probes";
  private static final String METHOD = "--method";
  private static final String HEADERS = "--headers";
  private static final String VALID_CODES = "--valid-status-codes";
  private static final String EXPECT_HEADER = "--expect-header";
  private static final String EXPECT_CONTENT = "--expect-content";
  private static final String CA = "--ca";
  private static final String CRL = "--crl";
  private static final String OCSP = "--ocsp-response";
  private static final List<String> ONLY_LIVE =
      List.of(
          PROBES,
          METHOD,
          HEADERS,
          VALID_CODES,
          EXPECT_HEADER,
          EXPECT_CONTENT,
          CA,
          CRL,
          OCSP,
          LiveOptions.TIMEOUT);
  private static final int DEFAULT_PROBES = 10;
  private static final int MOST_PROBES = 100;
  private static final Duration WEB_PATIENCE = Duration.ofSeconds(10);

  private LiveCheckOptions() {}

  /** Adds all of them, those that live commands share included. */
  static void addTo(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder(LiveOptions.LIVE)
            .type(boolean.class)
            .arity("0")
            .description(
                "Ask the network as well, with this machine as the source: matched by its"
                    + " addresses, or named. Without a topology that is what a check does.")
            .order(Section.FIRST.at(70))
            .build());
    spec.addOption(
        Options.value(Integer.class, "N", PROBES)
            .description("How many probes: 1 to 100. Default: " + DEFAULT_PROBES + ".")
            .order(Section.PROBES.order())
            .build());
    spec.addOption(
        Options.value(String.class, "METHOD", METHOD)
            .description("HTTP method. Default: GET.")
            .order(Section.WEB.order())
            .build());
    list(spec, "NAME: VALUE", "Header to send with HTTP; may be repeated.", HEADERS);
    list(
        spec,
        "CODES",
        "HTTP status codes that are right: 200, 2xx, 301-304; may be repeated. Default: below 400.",
        VALID_CODES);
    list(
        spec,
        "NAME[: VALUE]",
        "Header that the HTTP answer must have; may be repeated.",
        EXPECT_HEADER);
    text(spec, "TEXT", "Text that the HTTP answer must contain.", EXPECT_CONTENT);
    text(spec, "FILE", "Certificates to trust beside the system's (PEM).", CA);
    text(spec, "FILE", "List of revoked certificates (PEM or DER).", CRL);
    text(spec, "FILE", "OCSP response for the server's certificate (DER).", OCSP);
    LiveOptions.addTo(spec);
  }

  private static void list(CommandSpec spec, String label, String description, String name) {
    spec.addOption(
        Options.value(List.class, label, name)
            .auxiliaryTypes(String.class)
            .description(description)
            .order(Section.WEB.order())
            .build());
  }

  private static void text(CommandSpec spec, String label, String description, String name) {
    spec.addOption(
        Options.value(String.class, label, name)
            .description(description)
            .order(Section.WEB.order())
            .build());
  }

  /** Whether packets are to be sent. */
  static boolean isAskedFor(ParseResult parsed, Map<String, String> environment) {
    return parsed.hasMatchedOption(LiveOptions.LIVE)
        || parsed.hasMatchedOption(LiveOptions.VIA)
        || !TopologyOptions.of(parsed).isGiven(environment);
  }

  /** Says which options have no effect on a simulation, which sends nothing. */
  static void remark(ParseResult parsed, Console console) throws UsageException {
    if (parsed.hasMatchedOption(LiveOptions.PCAP)) {
      throw new UsageException(
          LiveOptions.PCAP + " captures real packets: add " + LiveOptions.LIVE);
    }
    if (OutputOptions.of(parsed).quiet()) {
      return;
    }
    for (String name : ONLY_LIVE) {
      if (parsed.hasMatchedOption(name)) {
        console.error(
            "pathwhy: " + name + " is about real packets: no effect without " + LiveOptions.LIVE);
      }
    }
  }

  static int probes(ParseResult parsed) throws UsageException {
    int probes = Options.<Integer>get(parsed, PROBES).orElse(DEFAULT_PROBES);
    if (probes < 1 || probes > MOST_PROBES) {
      throw new UsageException(PROBES + " is " + probes + "; allowed: 1 to " + MOST_PROBES);
    }
    return probes;
  }

  /** What HTTP asks and expects. */
  static LiveRequest.WebQuestion web(ParseResult parsed, String path, Optional<Duration> timeout)
      throws UsageException {
    return new LiveRequest.WebQuestion(
        method(parsed),
        path,
        headers(parsed),
        codes(parsed),
        values(parsed, EXPECT_HEADER),
        Options.get(parsed, EXPECT_CONTENT),
        file(parsed, CA),
        file(parsed, CRL),
        file(parsed, OCSP),
        timeout.orElse(WEB_PATIENCE));
  }

  private static String method(ParseResult parsed) throws UsageException {
    String method = Options.<String>get(parsed, METHOD).orElse("GET").toUpperCase(Locale.ROOT);
    for (int i = 0; i < method.length(); i++) {
      if (method.charAt(i) < 'A' || method.charAt(i) > 'Z') {
        throw new UsageException(METHOD + " is '" + method + "'; allowed: GET, HEAD, POST, …");
      }
    }
    return method;
  }

  /// Headers as HTTP has them; `Name=value`, as `az` writes them, is understood. A line feed would
  /// smuggle in another one.
  private static List<String> headers(ParseResult parsed) throws UsageException {
    List<String> headers = new ArrayList<>();
    for (String text : values(parsed, HEADERS)) {
      int colon = text.indexOf(':');
      int equals = text.indexOf('=');
      boolean isAz = equals > 0 && (colon < 0 || equals < colon);
      int at = isAz ? equals : colon;
      if (at <= 0 || text.chars().anyMatch(c -> c < ' ' || c == 127)) {
        throw new UsageException(
            HEADERS + " is '" + Printable.of(text) + "'; allowed: NAME: VALUE, on one line");
      }
      headers.add(text.substring(0, at).strip() + ": " + text.substring(at + 1).strip());
    }
    return headers;
  }

  private static List<String> codes(ParseResult parsed) throws UsageException {
    List<String> codes = new ArrayList<>();
    for (String text : values(parsed, VALID_CODES)) {
      for (String code : text.strip().split("[, ]+", -1)) {
        if (StatusRange.parse(code).isEmpty()) {
          throw new UsageException(
              VALID_CODES + " has '" + Printable.of(code) + "'; allowed: 200, 2xx, 301-304");
        }
        codes.add(code);
      }
    }
    return codes;
  }

  private static List<String> values(ParseResult parsed, String name) {
    return Options.<List<String>>get(parsed, name).orElse(List.of());
  }

  private static Optional<Path> file(ParseResult parsed, String name) throws UsageException {
    Optional<String> given = Options.get(parsed, name);
    return given.isPresent() ? Optional.of(Inputs.path(given.get())) : Optional.empty();
  }
}
