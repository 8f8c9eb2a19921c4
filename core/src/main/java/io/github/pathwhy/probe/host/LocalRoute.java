package io.github.pathwhy.probe.host;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The way that this machine's own tables lead to a destination, policy rules included: what
/// iproute2's `ip route get` answers.
public sealed interface LocalRoute {

  /// A way.
  ///
  /// @param nextHop the gateway; empty when the destination is on the link
  record Via(Optional<IpAddress> source, String interfaceName, Optional<IpAddress> nextHop)
      implements LocalRoute {}

  /** No way, in the system's words: `Network is unreachable`. */
  record None(String why) implements LocalRoute {}

  /** Nobody could be asked. */
  record Unknown(String why) implements LocalRoute {}

  /** Asks. */
  static LocalRoute to(IpAddress destination) {
    Optional<SystemTool.Result> result =
        SystemTool.run("ip", "-j", "route", "get", destination.toString());
    return result
        .map(answer -> read(answer.status(), answer.output()))
        .orElseGet(() -> new Unknown("iproute2 is not installed"));
  }

  /** Reads the tool's answer. */
  static LocalRoute read(int status, String output) {
    if (status != 0) {
      String first = output.lines().findFirst().orElse("").strip();
      int colon = first.indexOf(": ");
      String why = colon < 0 ? first : first.substring(colon + 2);
      return first.startsWith("RTNETLINK") ? new None(why) : new Unknown(why);
    }
    List<Tree> routes = ToolJson.items(ToolJson.parse(output).orElse(null));
    if (routes.isEmpty()) {
      return new Unknown("ip route get printed no route");
    }
    Tree route = routes.getFirst();
    String type = ToolJson.text(route, "type").orElse("unicast");
    switch (type) {
      case "unreachable", "prohibit", "blackhole", "throw" -> {
        return new None("a route of the type " + type);
      }
      default -> {}
    }
    Optional<String> device = ToolJson.text(route, "dev");
    if (device.isEmpty()) {
      return new Unknown("ip route get named no interface");
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
