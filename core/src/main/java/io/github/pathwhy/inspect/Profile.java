package io.github.pathwhy.inspect;

import io.github.pathwhy.effective.address.FlowPattern;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Direction;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;
import java.util.Optional;

/// The flows that a diagnosis is about, as they were asked for: a protocol, a source and a
/// destination (`*`, an address, a prefix or a service tag), and a port or a range.
public record Profile(
    Direction direction, String protocol, String source, String destination, String port) {

  /** The flows; throws when a part means nothing. */
  FlowPattern pattern() throws RequestException {
    AddressTerm from = term("source", source);
    AddressTerm to = term("destination", destination);
    if (from instanceof AddressTerm.Block(Prefix one)
        && to instanceof AddressTerm.Block(Prefix other)
        && one.version() != other.version()) {
      throw new RequestException(source + " and " + destination + " are of different IP versions");
    }
    return new FlowPattern(
        Protocol.parse(protocol)
            .filter(known -> known == Protocol.ANY || known == Protocol.ICMP || known.hasPorts())
            .orElseThrow(() ->
                new RequestException("protocol '" + protocol + "'; allowed: Tcp, Udp, Icmp, *")),
        from,
        PortRange.ALL,
        to,
        PortRange.parse(port)
            .orElseThrow(
                () -> new RequestException("port '" + port + "'; allowed: *, 443, 80-90")));
  }

  private static AddressTerm term(String role, String text) throws RequestException {
    if (text.equals("*")) {
      return new AddressTerm.Any();
    }
    Optional<Prefix> prefix = Prefix.parse(text);
    if (prefix.isPresent()) {
      return new AddressTerm.Block(prefix.get());
    }
    if (!isTag(text)) {
      throw new RequestException(
          role + " '" + text + "'; allowed: *, an address, a prefix, a service tag");
    }
    return new AddressTerm.Tag(text);
  }

  private static boolean isTag(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean inside = i > 0 && ((c >= '0' && c <= '9') || c == '.');
      if (!letter && !inside) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
