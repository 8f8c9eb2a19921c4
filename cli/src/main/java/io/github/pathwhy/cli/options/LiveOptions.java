package io.github.pathwhy.cli.options;

import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.text.Printable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// How to probe: what all commands share that send packets.
///
/// @param tier the way of probing that was asked for by name, and is then never replaced
/// @param pcap the file for what the capture tier saw; given only together with that tier
/// @param rate most probes a second
/// @param timeout how long to wait for the answer to a probe
/// @param via the machine to probe from
/// @param viaKeep whether that machine may keep a copy of pathwhy
public record LiveOptions(
    Optional<Tier> tier,
    Optional<Path> pcap,
    Optional<Integer> rate,
    Optional<Duration> timeout,
    Optional<SshTarget> via,
    boolean viaKeep) {
  /** The option that adds packets to a question about a topology, of commands that compare. */
  public static final String LIVE = "--live";

  /** The option that names the machine to probe from. */
  public static final String VIA = "--via";

  /** The option that leaves a copy there. */
  public static final String VIA_KEEP = "--via-keep";

  /** The option that names the file for captured packets. */
  public static final String PCAP = "--pcap";

  /** The option for patience. */
  public static final String TIMEOUT = "--timeout";

  private static final String TIER = "--tier";
  private static final String CAPTURE = "--capture";
  private static final String RATE = "--rate";
  private static final int MOST_RATE = 1_000_000;
  private static final long MOST_MILLIS = 60_000;
  private static final int MOST_DIGITS = 6;

  /** Adds all options to a command. */
  public static void addTo(CommandSpec spec) {
    spec.addOption(
        Options.choice(Tier.class, "TIER", TIER)
            .description(
                "Probe this way and no other: ${COMPLETION-CANDIDATES}. Default: the best that"
                    + " works here.")
            .order(Section.PROBES.order())
            .build());
    spec.addOption(flag("The same as --tier capture: watch the packets (CAP_NET_RAW).", CAPTURE));
    spec.addOption(
        Options.value(String.class, "FILE", PCAP)
            .description("Write the captured packets to a file; implies --capture.")
            .order(Section.PROBES.order())
            .build());
    spec.addOption(
        Options.value(Integer.class, "N", RATE)
            .description("At most N probes a second.")
            .order(Section.PROBES.order())
            .build());
    addTimeoutTo(spec, "How long to wait for an answer", "the command's own");
    addViaTo(spec);
  }

  /// Adds the option for patience alone.
  ///
  /// @param purpose what it means for the command: `How long to wait for each server`
  /// @param otherwise what happens without it
  public static void addTimeoutTo(CommandSpec spec, String purpose, String otherwise) {
    spec.addOption(
        Options.value(String.class, "DURATION", TIMEOUT)
            .description(
                purpose + ": 2, 2s, 500ms; seconds without a unit. Default: " + otherwise + ".")
            .order(Section.PROBES.order())
            .build());
  }

  /** Adds the options for another machine alone. */
  public static void addViaTo(CommandSpec spec) {
    spec.addOption(
        Options.value(String.class, "ssh://[USER@]HOST[:PORT]", VIA)
            .description(
                "Ask from that machine, by the system's ssh. Nothing has to be installed there, and"
                    + " nothing stays there.")
            .order(Section.FIRST.at(71))
            .build());
    spec.addOption(flag("Leave pathwhy in ~/.cache there, to be faster the next time.", VIA_KEEP));
  }

  private static OptionSpec flag(String description, String name) {
    return OptionSpec.builder(Options.flag(description, name))
        .order(Section.PROBES.order())
        .build();
  }

  /** What the command line says; options that a command does not have are not given. */
  public static LiveOptions of(ParseResult parsed) throws UsageException {
    Optional<Path> pcap = Optional.empty();
    Optional<String> file = Options.get(parsed, PCAP);
    if (file.isPresent()) {
      pcap = Optional.of(Inputs.path(file.get()));
    }
    Optional<SshTarget> via = Optional.empty();
    Optional<String> machine = Options.get(parsed, VIA);
    if (machine.isPresent()) {
      via = Optional.of(SshTarget.parse(VIA, machine.get()));
    }
    Optional<Duration> timeout = Optional.empty();
    Optional<String> duration = Options.get(parsed, TIMEOUT);
    if (duration.isPresent()) {
      timeout = Optional.of(duration(TIMEOUT, duration.get()));
    }
    boolean keep = parsed.hasMatchedOption(VIA_KEEP);
    if (keep && via.isEmpty()) {
      throw new UsageException(VIA_KEEP + " without " + VIA + ": there is no other machine");
    }
    if (pcap.isPresent() && via.isPresent()) {
      throw new UsageException(
          PCAP + " and " + VIA + ": the file would be on the other machine; leave one of them out");
    }
    return new LiveOptions(tier(parsed), pcap, rate(parsed), timeout, via, keep);
  }

  private static Optional<Tier> tier(ParseResult parsed) throws UsageException {
    Optional<Tier> named = Options.get(parsed, TIER);
    for (String option : new String[] {CAPTURE, PCAP}) {
      if (parsed.hasMatchedOption(option)) {
        if (named.isPresent() && named.get() != Tier.CAPTURE) {
          throw new UsageException(
              option
                  + " needs "
                  + TIER
                  + " "
                  + Tier.CAPTURE.label()
                  + ", not "
                  + named.get().label()
                  + ": leave one of them out");
        }
        named = Optional.of(Tier.CAPTURE);
      }
    }
    return named;
  }

  private static Optional<Integer> rate(ParseResult parsed) throws UsageException {
    Optional<Integer> rate = Options.get(parsed, RATE);
    if (rate.isPresent() && (rate.get() < 1 || rate.get() > MOST_RATE)) {
      throw new UsageException(RATE + " is " + rate.get() + "; allowed: 1 to " + MOST_RATE);
    }
    return rate;
  }

  /// A time span: a number with at most three decimals, in seconds or with the unit `s` or `ms`;
  /// from 1 ms to 60 s.
  static Duration duration(String option, String text) throws UsageException {
    boolean millis = text.endsWith("ms");
    String number =
        millis
            ? text.substring(0, text.length() - 2)
            : text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
    long value = millis ? whole(number) : thousandths(number);
    if (value < 1 || value > MOST_MILLIS) {
      throw new UsageException(
          option
              + " is '"
              + Printable.of(text)
              + "'; allowed: a time such as 2, 2s or 500ms, from 1ms to 60s");
    }
    return Duration.ofMillis(value);
  }

  /** A number as thousandths; -1 when it is none. */
  private static long thousandths(String number) {
    int dot = number.indexOf('.');
    if (dot < 0) {
      long whole = whole(number);
      return whole < 0 ? -1 : whole * 1000;
    }
    String decimals = number.substring(dot + 1);
    long whole = whole(number.substring(0, dot));
    if (whole < 0 || decimals.length() > 3) {
      return -1;
    }
    long fraction = whole(decimals);
    for (int i = decimals.length(); i < 3; i++) {
      fraction *= 10;
    }
    return fraction < 0 ? -1 : whole * 1000 + fraction;
  }

  /** A whole number; -1 when it is none. */
  private static long whole(String digits) {
    if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }
}
