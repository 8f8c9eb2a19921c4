package io.github.pathwhy.cli.net;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** A program that keeps a port for itself, with TCP and UDP. */
final class PortHolder {
  private static final long LONG = 60_000;

  private PortHolder() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int port = Integer.parseInt(args[0]);
    try (ServerSocket connections = new ServerSocket(port)) {
      DatagramSocket datagrams = new DatagramSocket(connections.getLocalPort());
      Thread.sleep(LONG);
      datagrams.close();
    }
  }

  /** Keeps a port of a machine until the process is ended. */
  static Process on(Network network, Node node, int port) {
    Process holder =
        Commands.startSilently(
            network.in(
                node,
                List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    Distribution.codeOf(PortHolder.class),
                    PortHolder.class.getName(),
                    Integer.toString(port))));
    await(network, node, "udp", port, holder);
    return holder;
  }

  /// Waits until a port of a machine is taken; ends the process that should take it if it does not.
  ///
  /// @param protocol `tcp` or `udp`
  static void await(Network network, Node node, String protocol, int port, Process holder) {
    String kept = ":" + HexFormat.of().withUpperCase().toHexDigits((short) port) + " ";
    String table = "cat /proc/net/" + protocol + "6 /proc/net/" + protocol;
    for (int i = 0; i < 200; i++) {
      if (network.run(node, table).contains(kept)) {
        return;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    holder.destroyForcibly();
    throw new IllegalStateException("nobody keeps port " + port);
  }
}
