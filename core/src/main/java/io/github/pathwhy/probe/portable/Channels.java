package io.github.pathwhy.probe.portable;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Inet;
import io.github.pathwhy.probe.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/// Channels of one version of the Internet Protocol each; those of a version that the machine does
/// not have throw UnsupportedOperationException.
final class Channels {
  private Channels() {}

  static SocketChannel stream(IpVersion version) throws IOException {
    return SocketChannel.open(family(version));
  }

  static DatagramChannel datagrams(IpVersion version) throws IOException {
    return DatagramChannel.open(family(version));
  }

  private static StandardProtocolFamily family(IpVersion version) {
    return version == IpVersion.V4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
  }

  /** Where a probe goes. */
  static InetSocketAddress target(Probe probe) {
    return new InetSocketAddress(Inet.toJava(probe.destination()), probe.port());
  }

  /** Has packets arrive in one piece or not at all; false where the system cannot. */
  static boolean forbidFragments(DatagramChannel channel) throws IOException {
    if (!channel.supportedOptions().contains(ExtendedSocketOptions.IP_DONTFRAGMENT)) {
      return false;
    }
    channel.setOption(ExtendedSocketOptions.IP_DONTFRAGMENT, true);
    return true;
  }

  /** The port that a channel is bound to, or 0. */
  static int localPort(NetworkChannel channel) throws IOException {
    return channel.getLocalAddress() instanceof InetSocketAddress local ? local.getPort() : 0;
  }

  /** The address that a channel is bound to, once the system has chosen it. */
  static Optional<IpAddress> localAddress(NetworkChannel channel) throws IOException {
    return channel.getLocalAddress() instanceof InetSocketAddress local
            && !local.getAddress().isAnyLocalAddress()
        ? Optional.of(Inet.of(local.getAddress()))
        : Optional.empty();
  }
}
