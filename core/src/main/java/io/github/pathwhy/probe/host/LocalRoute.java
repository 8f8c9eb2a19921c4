package io.github.pathwhy.probe.host;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The way that this machine's own tables lead to a destination, policy rules included: what
/// iproute2's `ip route get` answers, or where there is none, what a socket and the main table of
/// routes say.
public sealed interface LocalRoute {

  /// A way.
  ///
  /// @param nextHop the gateway; empty when the destination is on the link
  record Via(Optional<IpAddress> source, String interfaceName, Optional<IpAddress> nextHop)
      implements LocalRoute {}

  /** No way, in the system's words: `Network is unreachable`. */
  record None(String why) implements LocalRoute {

    /** What the system means. */
    public Refusal refusal() {
      for (Refusal each : Refusal.values()) {
        if (why.startsWith(each.system) || why.endsWith(" " + each.type)) {
          return each;
        }
      }
      return Refusal.OTHER;
    }
  }

  /** Nobody could be asked. */
  record Unknown(String why) implements LocalRoute {}

  /** Why there is no way, as Linux tells them apart (ip-route(8)). */
  enum Refusal {
    NO_ROUTE("Network is unreachable", "throw", "no route"),
    UNREACHABLE("No route to host", "unreachable", "a route of type unreachable"),
    PROHIBIT("Permission denied", "prohibit", "a route of type prohibit"),
    BLACKHOLE("Invalid argument", "blackhole", "a route of type blackhole"),
    OTHER("", "", "no usable route");

    private final String system;
    private final String type;
    private final String words;

    Refusal(String system, String type, String words) {
      this.system = system;
      this.type = type;
      this.words = words;
    }

    /** For people, to be followed by `to` and the destination. */
    public String words() {
      return words;
    }
  }

  /** Asks. */
  static LocalRoute to(IpAddress destination) {
    Optional<LocalRoute> asked =
        SystemTool.run("ip", "-j", "route", "get", destination.toString())
            .map(answer -> read(answer.status(), answer.output(), answer.errors()));
    return asked
        .filter(route -> !(route instanceof Unknown))
        .orElseGet(() -> RouteTables.ofSystem(destination));
  }

  /** Reads the tool's answer. */
  static LocalRoute read(int status, String output, String errors) {
    if (status != 0) {
      String first = errors.lines().findFirst().orElse("").strip();
      int colon = first.indexOf(": ");
      String why = colon < 0 ? first : first.substring(colon + 2);
      return first.startsWith("RTNETLINK") ? new None(why) : new Unknown(why);
    }
    List<Tree> routes = ToolJson.items(ToolJson.parse(output).orElse(null));
    if (routes.isEmpty()) {
      return new Unknown("ip route get printed no route");
    }
    Tree route = routes.getFirst();
    String type = ToolJson.text(route, "type").orElse("");
    switch (type) {
      case "unreachable", "prohibit", "blackhole", "throw" -> {
        return new None("a route of the type " + type);
      }
      default -> {}
    }
    Optional<String> device = ToolJson.text(route, "dev");
    if (device.isEmpty()) {
      return new Unknown("ip route get names no interface");
    }
    return new Via(
        address(route, "prefsrc"),
        device.get(),
        address(route, "gateway").or(() -> address(ToolJson.get(route, "via"), "host")));
  }

  private static Optional<IpAddress> address(@Nullable Tree tree, String key) {
    return ToolJson.text(tree, key).flatMap(IpAddress::parse);
  }
}
