package io.github.pathwhy.cli.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Accepts connections and passes what comes to the same host, port 80: with a redirection in
/// front, a proxy that nobody asked for. Says `ready`.
final class TransparentProxy {
  private static final int PORT = 80;

  private TransparentProxy() {}

  /// Runs one.
  ///
  /// @param args the port to listen on, the host to pass to
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws IOException {
    try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]))) {
      System.out.println("ready");
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client, args[1]));
      }
    }
  }

  private static void serve(Socket client, String host) {
    try (client;
        Socket upstream = new Socket(host, PORT)) {
      Thread back = Thread.ofVirtual().start(() -> pump(upstream, client));
      pump(client, upstream);
      back.join();
    } catch (IOException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      return;
    }
  }

  /** Runs in a machine until the process is ended. */
  static Process on(Network network, Node node, int port, String host) {
    Process proxy =
        Commands.start(
            network.in(
                node,
                List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    Distribution.codeOf(TransparentProxy.class),
                    TransparentProxy.class.getName(),
                    Integer.toString(port),
                    host)));
    try {
      if ("ready".equals(proxy.inputReader(StandardCharsets.UTF_8).readLine())) {
        return proxy;
      }
    } catch (IOException e) {
      proxy.destroyForcibly();
      throw new IllegalStateException(e);
    }
    proxy.destroyForcibly();
    throw new IllegalStateException("no proxy listens on port " + port);
  }
}
