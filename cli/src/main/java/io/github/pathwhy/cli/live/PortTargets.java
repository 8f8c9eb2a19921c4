package io.github.pathwhy.cli.live;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.options.Inputs;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.net.AddressSpelling;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.probe.Progress;
import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.dns.NameAnswer;
import io.github.pathwhy.probe.dns.NameLookup;
import io.github.pathwhy.probe.measure.TargetRules;
import io.github.pathwhy.report.live.LivePorts;
import io.github.pathwhy.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The hosts that a port scan asks: addresses, prefixes and names. */
final class PortTargets {
  private static final int MOST_ADDRESSES = 65_536;

  private final Optional<IpVersion> version;
  private final Stop stop;
  private final Progress progress;
  private final Set<IpAddress> known = new HashSet<>();
  private final List<Host> hosts = new ArrayList<>();
  private final List<LivePorts.Unresolved> unresolved = new ArrayList<>();

  /** A host by its name, its address, and further addresses of the name. */
  record Host(String name, IpAddress address, List<IpAddress> others) {}

  PortTargets(Optional<IpVersion> version, Stop stop, Progress progress) {
    this.version = version;
    this.stop = stop;
    this.progress = progress;
  }

  /** The lines of a file that names hosts, without comments after `#`. */
  static List<String> read(String file, Console console) throws UsageException {
    String text = new String(Inputs.read(file, console).content(), StandardCharsets.UTF_8);
    List<String> words = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      int comment = text.indexOf('#', from, end);
      String line = text.substring(from, comment >= 0 ? comment : end).strip();
      if (!line.isEmpty()) {
        words.add(line);
      }
      if (words.size() > MOST_ADDRESSES) {
        throw new UsageException(file + ": more than " + MOST_ADDRESSES + " destinations");
      }
      from = end + 1;
    }
    return words;
  }

  /** Adds what a word names; names that do not resolve are noted. */
  void add(String word) throws UsageException {
    Optional<IpAddress> literal = IpAddress.parse(word);
    if (literal.isPresent()) {
      checkVersion(word, literal.get());
      add(word, literal.get(), List.of());
    } else if (word.indexOf('/') >= 0) {
      addPrefix(word);
    } else {
      resolve(word);
    }
    if (hosts.size() > MOST_ADDRESSES) {
      throw new UsageException("more than " + MOST_ADDRESSES + " addresses");
    }
  }

  private void checkVersion(String word, IpAddress address) throws UsageException {
    if (version.isPresent() && version.get() != address.version()) {
      throw new UsageException(
          "destination " + word + " is no " + version.get().label() + " address");
    }
  }

  private void add(String name, IpAddress address, List<IpAddress> others) throws UsageException {
    Optional<String> refusal = TargetRules.refusal(address);
    if (refusal.isPresent()) {
      throw new UsageException("destination " + refusal.get());
    }
    if (known.add(address)) {
      hosts.add(new Host(name, address, others));
    }
  }

  /** Adds the hosts of a prefix: in IPv4 without the addresses of the network and of all hosts. */
  private void addPrefix(String word) throws UsageException {
    Prefix prefix =
        Prefix.parse(word)
            .orElseThrow(() ->
                new UsageException(
                    "'"
                        + Printable.of(word)
                        + "' is no destination; allowed: an address, a name, or a prefix such as"
                        + " 10.0.1.0/24"));
    checkVersion(word, prefix.address());
    int hostBits = prefix.version().bits() - prefix.length();
    if (hostBits > 16) {
      throw new UsageException(
          "prefix " + word + " has more than " + MOST_ADDRESSES + " addresses");
    }
    boolean skipsEnds = prefix.version() == IpVersion.V4 && hostBits > 1;
    int count = 1 << hostBits;
    for (int i = skipsEnds ? 1 : 0; i < (skipsEnds ? count - 1 : count); i++) {
      IpAddress address = prefix.address(i);
      add(address.toString(), address, List.of());
    }
  }

  private void resolve(String name) throws UsageException {
    Optional<String> refusal = AddressSpelling.refusal(name);
    if (refusal.isPresent()) {
      throw new UsageException("destination " + refusal.get());
    }
    if (name.isBlank() || name.chars().anyMatch(c -> ",:; *".indexOf(c) >= 0)) {
      throw new UsageException(
          "'"
              + Printable.of(name)
              + "' is no destination; allowed: an address, a name or a prefix, then ports in one"
              + " argument");
    }
    progress.update("resolving " + Printable.of(name), 0, 0);
    switch (NameLookup.ofSystem().addresses(name, version, stop)) {
      case NameAnswer.Failed failed ->
          unresolved.add(new LivePorts.Unresolved(name, failed.words()));
      case NameAnswer.Found found -> {
        List<IpAddress> addresses = found.addresses();
        add(name, addresses.getFirst(), addresses.subList(1, addresses.size()));
      }
    }
  }

  List<Host> hosts() {
    return hosts;
  }

  List<LivePorts.Unresolved> unresolved() {
    return unresolved;
  }
}
