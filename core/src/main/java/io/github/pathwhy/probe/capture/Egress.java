package io.github.pathwhy.probe.capture;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Inet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The interface that packets to an address leave by, as the system's routing has it.
///
/// @param name the system's name for it
/// @param address of this machine, that the packets leave with
/// @param own all addresses of the interface
record Egress(String name, InetAddress address, Set<IpAddress> own) {
  /** Any port will do: nothing is sent. */
  private static final int PORT = 53;

  /** Empty when there is no route, or its interface is not known. */
  static Optional<Egress> to(IpAddress destination) {
    InetAddress target = Inet.toJava(destination);
    try {
      if (target.isLoopbackAddress() || NetworkInterface.getByInetAddress(target) != null) {
        return loopback(target);
      }
      boolean v4 = destination instanceof IpAddress.V4;
      try (DatagramChannel channel =
          DatagramChannel.open(v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6)) {
        channel.connect(new InetSocketAddress(target, PORT));
        if (!(channel.getLocalAddress() instanceof InetSocketAddress local)) {
          return Optional.empty();
        }
        NetworkInterface found = NetworkInterface.getByInetAddress(local.getAddress());
        return found == null ? Optional.empty() : Optional.of(of(found, local.getAddress()));
      }
    } catch (IOException | UnsupportedOperationException _) {
      return Optional.empty();
    }
  }

  /** The loopback interface. */
  static Optional<Egress> loopback(InetAddress address) throws IOException {
    Enumeration<NetworkInterface> all = NetworkInterface.getNetworkInterfaces();
    while (all.hasMoreElements()) {
      NetworkInterface each = all.nextElement();
      if (each.isLoopback()) {
        return Optional.of(of(each, address));
      }
    }
    return Optional.empty();
  }

  private static Egress of(NetworkInterface found, InetAddress address) {
    Set<IpAddress> own = new HashSet<>();
    Enumeration<InetAddress> addresses = found.getInetAddresses();
    while (addresses.hasMoreElements()) {
      own.add(Inet.of(addresses.nextElement()));
    }
    return new Egress(found.getName(), address, own);
  }
}
