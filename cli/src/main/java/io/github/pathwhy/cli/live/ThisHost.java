package io.github.pathwhy.cli.live;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Inet;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The machine that pathwhy runs on, as others may name it. */
public final class ThisHost {
  private ThisHost() {}

  /** Whether a text means this machine: `localhost`, or one of its addresses. */
  public static boolean is(String text) {
    return text.equalsIgnoreCase("localhost")
        || IpAddress.parse(text)
            .filter(
                address -> address.toString().startsWith("127.") || addresses().contains(address))
            .isPresent();
  }

  /** The addresses of its interfaces, without loopback and link-local ones. */
  public static List<IpAddress> addresses() {
    List<IpAddress> addresses = new ArrayList<>();
    try {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress address : Collections.list(each.getInetAddresses())) {
          if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
            addresses.add(Inet.of(address));
          }
        }
      }
    } catch (SocketException _) {
      return List.of();
    }
    return addresses;
  }
}
