package io.github.pathwhy.cli.net;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.Locale;

/** A program that keeps a port for itself, with TCP and UDP. */
final class PortHolder {
  private static final long LONG = 60_000;

  private PortHolder() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int port = Integer.parseInt(args[0]);
    try (ServerSocket connections = new ServerSocket(port);
        DatagramSocket datagrams = new DatagramSocket(port)) {
      Thread.sleep(LONG);
    }
  }

  /** Waits until a port of the source is kept. */
  static void await(Network network, int port) {
    String kept = ":" + Integer.toHexString(port);
    for (int i = 0; i < 100; i++) {
      String sockets = network.run(Node.SOURCE, "cat /proc/net/udp6 /proc/net/udp");
      if (sockets.toLowerCase(Locale.ROOT).contains(kept)) {
        return;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("nobody keeps port " + port);
  }
}
