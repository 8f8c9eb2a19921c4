package io.github.pathwhy.cli;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/// Answers every DNS question on loopback with one address record, so that training command lines
/// need no network. Part of the packaging; users never see it.
final class TrainingServer implements AutoCloseable {
  private static final int LARGEST = 1500;
  private static final int HEADER = 12;
  private static final int AFTER_NAME = 5;

  /** The name of the question, type and class, time to live, length, 192.0.2.1. */
  private static final byte[] RECORD = {
    (byte) 0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, (byte) 192, 0, 2, 1
  };

  private final DatagramSocket socket;

  TrainingServer() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "training-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    try {
      while (true) {
        packet.setLength(LARGEST);
        socket.receive(packet);
        byte[] answer = answer(packet.getData());
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private static byte[] answer(byte[] question) {
    int end = HEADER;
    while (question[end] != 0) {
      end += question[end] + 1;
    }
    end += AFTER_NAME;
    byte[] answer = new byte[end + RECORD.length];
    System.arraycopy(question, 0, answer, 0, end);
    System.arraycopy(RECORD, 0, answer, end, RECORD.length);
    answer[2] = (byte) 0x81; // a response; recursion was desired
    answer[3] = (byte) 0x80; // and is available
    answer[7] = 1; // one answer
    answer[11] = 0; // nothing additional
    return answer;
  }

  @Override
  public void close() {
    socket.close();
  }
}
