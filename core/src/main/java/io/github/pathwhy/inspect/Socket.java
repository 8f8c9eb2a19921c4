package io.github.pathwhy.inspect;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;

/** One end of a flow: an address, and a port or every port. */
public record Socket(IpAddress address, PortRange ports) {
  @Override
  public String toString() {
    return address + ":" + ports;
  }
}
