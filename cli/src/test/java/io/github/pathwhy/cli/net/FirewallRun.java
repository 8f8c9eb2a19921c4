package io.github.pathwhy.cli.net;

import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.probe.host.firewall.LocalFirewall;
import io.github.pathwhy.probe.host.firewall.Packet;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Runs in a machine of the network. As `far` it answers datagrams and accepts connections; as
/// `near` it loads rulesets, and compares what is said to become of packets with what does.
final class FirewallRun {
  private static final int[] PORTS = {7001, 7002, 7100};
  private static final int SILENCE_MILLIS = 150;
  private static final int PATIENCE_MILLIS = 1000;
  private static final int TRIES = 4;

  private FirewallRun() {}

  /// Prints a line for each packet: `ok`, or what is different.
  ///
  /// @param args `far`; or `near`, source, destination, interface of IPv4 and of IPv6 in turn.
  ///   Rulesets are read from stdin, each behind a line `--- COMMAND` that loads it
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args[0].equals("far")) {
      answer();
      return;
    }
    String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    int sourcePort = 20_000;
    for (String ruleset : text.split("(?m)^--- ", -1)) {
      if (ruleset.isBlank()) {
        continue;
      }
      int end = ruleset.indexOf('\n');
      load(ruleset.substring(0, end), ruleset.substring(end + 1));
      LocalFirewall firewall = LocalFirewall.read();
      for (Protocol protocol : new Protocol[] {Protocol.UDP, Protocol.TCP}) {
        for (int port : PORTS) {
          for (int i = 1; i + 2 < args.length + 1; i += 2) {
            sourcePort++;
            Flow flow =
                new Flow(
                    IpAddress.parse(args[i]).orElseThrow(),
                    IpAddress.parse(args[i + 1]).orElseThrow(),
                    protocol,
                    sourcePort,
                    port);
            System.out.println(compare(firewall, flow, ruleset));
          }
        }
      }
    }
  }

  private static void load(String command, String rules) throws IOException, InterruptedException {
    run("nft flush ruleset", "");
    run(command, rules);
  }

  private static void run(String command, String rules) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
    process.getOutputStream().write(rules.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + said + "\n" + rules);
    }
  }

  private static String compare(LocalFirewall firewall, Flow flow, String ruleset)
      throws IOException {
    Packet opening = Packet.opening(flow, Optional.of("to-r1"));
    Optional<String> drops = firewall.drops(opening).or(() -> firewall.drops(opening.answer()));
    boolean answered = drops.isPresent() ? ask(flow, SILENCE_MILLIS) : isAnswered(flow);
    return answered != drops.isPresent()
        ? "ok " + (answered ? "passes" : "drops")
        : ("WRONG "
                + flow
                + " from port "
                + flow.sourcePort()
                + ": "
                + drops
                + ", and yet "
                + (answered ? "answered" : "silent")
                + "\n"
                + ruleset)
            .replace("\n", " | ");
  }

  /** An answer may be late on a busy machine; silence counts only after a while. */
  private static boolean isAnswered(Flow flow) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      if (ask(flow, PATIENCE_MILLIS)) {
        return true;
      }
    }
    return false;
  }

  private static boolean ask(Flow flow, int millis) throws IOException {
    InetSocketAddress from = address(flow.source(), flow.sourcePort());
    InetSocketAddress to = address(flow.destination(), flow.destinationPort());
    try {
      if (flow.protocol() == Protocol.TCP) {
        try (Socket socket = new Socket()) {
          socket.setReuseAddress(true);
          socket.setSoLinger(true, 0);
          socket.bind(from);
          socket.connect(to, millis);
          return true;
        }
      }
      try (DatagramSocket socket = new DatagramSocket(from)) {
        socket.setSoTimeout(millis);
        socket.send(new DatagramPacket(new byte[1], 1, to));
        socket.receive(new DatagramPacket(new byte[1], 1));
        return true;
      }
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      // Refused, or not permitted.
      return false;
    }
  }

  private static InetSocketAddress address(IpAddress address, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(address.toString()), port);
  }

  @SuppressWarnings("SystemOut")
  private static void answer() throws IOException {
    for (int port : PORTS) {
      DatagramSocket datagrams = new DatagramSocket(port);
      ServerSocket connections = new ServerSocket(port);
      Thread.ofPlatform()
          .start(() -> {
            while (true) {
              try {
                DatagramPacket packet = new DatagramPacket(new byte[1], 1);
                datagrams.receive(packet);
                datagrams.send(packet);
              } catch (IOException _) {
                // The next one.
              }
            }
          });
      Thread.ofPlatform()
          .start(() -> {
            while (true) {
              try {
                connections.accept().close();
              } catch (IOException _) {
                // The next one.
              }
            }
          });
    }
    System.out.println("ready");
  }
}
