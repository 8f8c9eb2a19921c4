package io.github.pathwhy.probe.host;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The hosts on the links of this machine, as ARP (RFC 826) or neighbour discovery (RFC 4861) know
/// them.
public final class Neighbours {
  private static final Path ARP = Path.of("/proc/net/arp");
  private static final int FLAGS = 2;
  private static final int DEVICE = 5;

  /** ATF_COM: the entry has a link address. */
  private static final int COMPLETE = 2;

  private Neighbours() {}

  /** What is known of a neighbour. */
  public enum State {
    /** It has a link address. */
    FOUND,
    /** It was asked for and does not answer. */
    MISSING,
    /** Nobody asked for it, or nobody can tell. */
    UNKNOWN
  }

  /** Looks a neighbour up; packets must have been sent to it shortly before. */
  public static State of(IpAddress address) {
    return switch (address) {
      case IpAddress.V4 _ -> {
        State state = inArp(read(), address.toString());
        yield state == State.UNKNOWN ? asked(address) : state;
      }
      case IpAddress.V6 _ -> asked(address);
    };
  }

  private static State asked(IpAddress address) {
    return SystemTool.run("ip", "-j", "neigh", "show", "to", address.toString())
        .filter(result -> result.status() == 0)
        .map(result -> inNeigh(result.output()))
        .orElse(State.UNKNOWN);
  }

  /** The state in a table as `/proc/net/arp` has it. */
  static State inArp(List<String> lines, String address) {
    State state = State.UNKNOWN;
    for (String line : lines) {
      String[] columns = line.strip().split(" +", DEVICE + 1);
      if (columns.length > FLAGS && columns[0].equals(address)) {
        boolean complete =
            columns[FLAGS].startsWith("0x")
                && columns[FLAGS].length() > 2
                && (lastDigit(columns[FLAGS]) & COMPLETE) != 0;
        if (complete) {
          return State.FOUND;
        }
        state = State.MISSING;
      }
    }
    return state;
  }

  private static int lastDigit(String hex) {
    return Math.max(0, Character.digit(hex.charAt(hex.length() - 1), 16));
  }

  /** The state in the answer of `ip -j neigh show`. */
  static State inNeigh(String json) {
    State state = State.UNKNOWN;
    for (Tree entry : ToolJson.items(ToolJson.parse(json).orElse(null))) {
      for (Tree each : ToolJson.items(ToolJson.get(entry, "state"))) {
        switch (ToolJson.text(each).orElse("")) {
          case "REACHABLE", "STALE", "DELAY", "PROBE", "PERMANENT", "NOARP" -> {
            return State.FOUND;
          }
          case "FAILED", "INCOMPLETE" -> state = State.MISSING;
          default -> {}
        }
      }
    }
    return state;
  }

  private static List<String> read() {
    try {
      return Files.readAllLines(ARP);
    } catch (IOException | RuntimeException _) {
      return List.of();
    }
  }
}
