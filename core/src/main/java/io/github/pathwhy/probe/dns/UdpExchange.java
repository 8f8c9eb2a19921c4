package io.github.pathwhy.probe.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/// One datagram there and one back. The socket is new, so that its port is one that nobody can
/// guess, and connected, so that only the server is heard and a closed port is told. What is no
/// answer to the question is passed over: it may be forged, and the true one may follow.
record UdpExchange(InetSocketAddress server) implements Exchange {
  private static final int LARGEST = 65_535;
  private static final int MOST_FOREIGN = 1000;
  private static final long NANOS_IN_MILLI = 1_000_000;

  @Override
  public byte[] ask(Query query, long timeoutNanos, Stopwatch watch) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
      DatagramPacket question = new DatagramPacket(query.wire(), query.wire().length);
      watch.start();
      socket.send(question);
      String objection = "";
      int foreign = 0;
      while (foreign < MOST_FOREIGN) {
        long left = timeoutNanos - watch.elapsed();
        if (left <= 0) {
          break;
        }
        socket.setSoTimeout((int) (left / NANOS_IN_MILLI) + 1);
        packet.setLength(LARGEST);
        try {
          socket.receive(packet);
        } catch (SocketTimeoutException _) {
          break;
        }
        watch.stop();
        byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
        objection = query.objection(answer);
        if (objection.isEmpty()) {
          return answer;
        }
        foreign++;
      }
      if (foreign > 0) {
        throw new BadAnswerException(
            (foreign == 1 ? "a datagram " : foreign + " datagrams, the last ") + objection);
      }
      throw new SocketTimeoutException();
    }
  }
}
