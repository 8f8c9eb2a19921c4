package io.github.pathwhy.cli.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// What listens at the destination, a program of its own that runs in its namespace: says `ready`,
/// and ends when its input does. Listens with both versions of IP.
final class Servers {
  static final int SSH = 22;
  static final int DNS = 53;
  static final int HTTP = 80;
  static final int HTTP_ALSO = 8080;
  static final int HOLDS = 9000;
  static final int RESETS = 9001;

  /** Its queue is full: the kernel drops further SYNs. */
  static final int FULL = 9002;

  /** Greets with control characters. */
  static final int HOSTILE = 9003;

  /** Nobody listens. */
  static final int CLOSED = 9999;

  static final int UDP_ECHO = 7007;

  static final int TLS = 8443;
  static final int TLS_EXPIRED = 8444;
  static final int TLS_NOT_YET_VALID = 8445;
  static final int TLS_WRONG_NAME = 8446;
  static final int TLS_SELF_SIGNED = 8447;
  static final int TLS_UNKNOWN_ROOT = 8448;
  static final int TLS_CLIENT = 8449;
  static final int TLS_REVOKED = 8450;

  /** Speaks TLS 1.1 only. */
  static final int TLS_OLD = 8451;

  private static final String HOSTILE_BANNER = "220 \u001b[2J\u001b]0;owned\u0007 hello\u202e\r\n";

  private final List<AutoCloseable> open = new ArrayList<>();

  private Servers() {}

  /// Starts everything.
  ///
  /// @param args the folder with the key stores of {@link Certificates}
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws Exception {
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
    Servers servers = new Servers();
    servers.plain();
    servers.tls(Path.of(args[0]));
    System.out.println("ready");
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
    Runtime.getRuntime().halt(0);
  }

  private void plain() throws IOException {
    listen(SSH, socket -> say(socket, "SSH-2.0-lab\r\n"));
    listen(HTTP, HttpAnswers::serve);
    listen(HTTP_ALSO, HttpAnswers::serve);
    listen(HOLDS, socket -> socket.getInputStream().readAllBytes());
    listen(RESETS, socket -> socket.setSoLinger(true, 0));
    listen(HOSTILE, socket -> say(socket, HOSTILE_BANNER));
    full();
    DatagramSocket echo = new DatagramSocket(UDP_ECHO);
    open.add(echo);
    Thread.ofPlatform().daemon().start(() -> echo(echo));
    new DnsAnswers().start(DNS);
  }

  private static void say(Socket socket, String words) throws IOException {
    socket.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
    socket.getInputStream().readAllBytes();
  }

  private void full() throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(FULL), 1);
    open.add(server);
    for (int i = 0; i < 4; i++) {
      SocketChannel client = SocketChannel.open();
      client.configureBlocking(false);
      client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), FULL));
      open.add(client);
    }
  }

  private static void echo(DatagramSocket socket) {
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        return;
      }
      Thread.ofVirtual().start(() -> send(socket, packet));
    }
  }

  /** Sends a datagram back, if there is a way. */
  static void send(DatagramSocket socket, DatagramPacket packet) {
    try {
      socket.send(packet);
    } catch (IOException e) {
      return;
    }
  }

  private void tls(Path folder) throws GeneralSecurityException, IOException {
    KeyStore good = KeyStores.read(folder, "good");
    tls(TLS, good);
    tls(TLS_EXPIRED, KeyStores.read(folder, "expired"));
    tls(TLS_NOT_YET_VALID, KeyStores.read(folder, "not-yet-valid"));
    tls(TLS_WRONG_NAME, KeyStores.read(folder, "wrong-name"));
    tls(TLS_SELF_SIGNED, KeyStores.read(folder, "self-signed"));
    tls(TLS_UNKNOWN_ROOT, KeyStores.read(folder, "unknown-root"));
    tls(TLS_REVOKED, KeyStores.read(folder, "revoked"));
    tls(TLS_OLD, good).setEnabledProtocols(new String[] {"TLSv1.1"});
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(KeyStores.read(folder, "trust"));
    SSLServerSocket asking = secure(TLS_CLIENT, good, trusted.getTrustManagers());
    asking.setNeedClientAuth(true);
    accept(asking, HttpAnswers::serve);
  }

  private SSLServerSocket tls(int port, KeyStore keys)
      throws GeneralSecurityException, IOException {
    SSLServerSocket server = secure(port, keys, null);
    accept(server, HttpAnswers::serve);
    return server;
  }

  private static SSLServerSocket secure(int port, KeyStore keys, TrustManager[] trusted)
      throws GeneralSecurityException, IOException {
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, KeyStores.password());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted, null);
    return (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, 50);
  }

  /** What a connection gets; it is closed afterwards. */
  @FunctionalInterface
  interface Service {
    void serve(Socket socket) throws IOException;
  }

  private void listen(int port, Service service) throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(port), 4096);
    accept(server, service);
  }

  private void accept(ServerSocket server, Service service) {
    open.add(server);
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (true) {
            try {
              Socket socket = server.accept();
              Thread.ofVirtual().start(() -> serve(socket, service));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  private static void serve(Socket socket, Service service) {
    try (socket) {
      service.serve(socket);
    } catch (IOException e) {
      return;
    }
  }
}
