package io.github.pathwhy.effective.address;

import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.Protocol;

/// Flows asked about together: each part may be one value, a range, or any. A rule matches when it
/// covers all of them, so a rule for one port does not match a question about every port.
public record FlowPattern(
    Protocol protocol,
    AddressTerm source,
    PortRange sourcePorts,
    AddressTerm destination,
    PortRange destinationPorts) {

  /** The family of the flows: IPv6 when one of the ends says so. */
  public IpVersion version() {
    return isV6(source) || isV6(destination) ? IpVersion.V6 : IpVersion.V4;
  }

  private static boolean isV6(AddressTerm term) {
    return term instanceof AddressTerm.Block(Prefix prefix) && prefix.version() == IpVersion.V6;
  }
}
