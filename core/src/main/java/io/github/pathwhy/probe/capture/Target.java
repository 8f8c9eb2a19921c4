package io.github.pathwhy.probe.capture;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Probe;

/** Where probes go; port 0 for ICMP. */
record Target(Method method, IpAddress address, int port) {
  static Target of(Probe probe) {
    return new Target(probe.method(), probe.destination(), probe.port());
  }
}
