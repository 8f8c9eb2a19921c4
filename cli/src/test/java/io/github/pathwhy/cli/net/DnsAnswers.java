package io.github.pathwhy.cli.net;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A name server for `lab.test`: `www` (both versions of IP), `v4`, `v6`, `alias` (to `www`),
/// `circle` (an alias of itself), `dead` (an address that nobody has), `mixed` (that and the
/// destination), `nodata`, `servfail`, `refused`, `silent`, `slow` (answers after 300 ms), `big`
/// (TXT that only fits into TCP), `hostile` (TXT with control characters), `garbage` (not a
/// message); any other name does not exist.
final class DnsAnswers {
  private static final int A = 1;
  private static final int CNAME = 5;
  private static final int SOA = 6;
  private static final int TXT = 16;
  private static final int AAAA = 28;
  private static final int SLOW = 300;
  private static final int NO_ERROR = 0;
  private static final int SERVFAIL = 2;
  private static final int NXDOMAIN = 3;
  private static final int REFUSED = 5;
  private static final String ZONE = ".lab.test";

  private static final byte[] ASKED = {(byte) 0xc0, 12};

  /** A record: its owner's name as in a message, where {@link #ASKED} is the one asked for. */
  private static final class Data {
    private final byte[] owner;
    private final int type;
    private final byte[] bytes;

    private Data(byte[] owner, int type, byte[] bytes) {
      this.owner = owner;
      this.type = type;
      this.bytes = bytes;
    }

    Data(int type, byte[] bytes) {
      this(ASKED, type, bytes);
    }

    Data of(String name) {
      return new Data(name(name), type, bytes);
    }
  }

  /** What is asked: a name in small letters without the last dot, and where the question ends. */
  private record Question(String name, int type, int end) {}

  void start(int port) throws IOException {
    DatagramSocket datagrams = new DatagramSocket(port);
    ServerSocket connections = new ServerSocket(port);
    Thread.ofPlatform().daemon().start(() -> datagrams(datagrams));
    Thread.ofPlatform().daemon().start(() -> connections(connections));
  }

  private static void datagrams(DatagramSocket socket) {
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        return;
      }
      Thread.ofVirtual()
          .start(() -> {
            byte[] answer = answer(packet.getData(), packet.getLength(), false);
            if (answer.length > 0) {
              Servers.send(
                  socket, new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
          });
    }
  }

  private static void connections(ServerSocket server) {
    while (true) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> connection(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void connection(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      while (true) {
        byte[] query = in.readNBytes(in.readUnsignedShort());
        byte[] answer = answer(query, query.length, true);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream framed = new DataOutputStream(message);
        framed.writeShort(answer.length);
        framed.write(answer);
        out.write(message.toByteArray());
      }
    } catch (IOException e) {
      return;
    }
  }

  private static byte[] answer(byte[] query, int length, boolean tcp) {
    Question question = question(query, length);
    String host =
        question.name.endsWith(ZONE)
            ? question.name.substring(0, question.name.length() - ZONE.length())
            : question.name.equals(ZONE.substring(1)) ? "" : "?";
    return switch (host) {
      case "silent" -> new byte[0];
      case "garbage" -> "not a message".getBytes(StandardCharsets.US_ASCII);
      case "slow" -> {
        sleep();
        yield message(query, question, NO_ERROR, false, addresses(question.type, true, true));
      }
      case "servfail" -> message(query, question, SERVFAIL, false, List.of());
      case "refused" -> message(query, question, REFUSED, false, List.of());
      case "", "nodata" -> message(query, question, NO_ERROR, false, List.of());
      case "www" -> message(query, question, NO_ERROR, false, addresses(question.type, true, true));
      case "v4" -> message(query, question, NO_ERROR, false, addresses(question.type, true, false));
      case "v6" -> message(query, question, NO_ERROR, false, addresses(question.type, false, true));
      case "alias" -> {
        List<Data> answers = new ArrayList<>(List.of(alias("www")));
        addresses(question.type, true, true).forEach(data -> answers.add(data.of("www" + ZONE)));
        yield message(query, question, NO_ERROR, false, answers);
      }
      case "circle" -> message(query, question, NO_ERROR, false, List.of(alias("circle")));
      case "dead" ->
          message(
              query,
              question,
              NO_ERROR,
              false,
              question.type == A ? List.of(address(A, Network.NOBODY)) : List.of());
      case "mixed" ->
          message(
              query,
              question,
              NO_ERROR,
              false,
              question.type == A
                  ? List.of(address(A, Network.NOBODY), address(A, Network.DESTINATION))
                  : List.of());
      case "big" ->
          question.type == TXT && !tcp
              ? message(query, question, NO_ERROR, true, List.of())
              : message(query, question, NO_ERROR, false, texts(question.type));
      case "hostile" ->
          message(
              query,
              question,
              NO_ERROR,
              false,
              question.type == TXT ? List.of(text("\u001b[2J\u001b]0;owned\u0007")) : List.of());
      default -> message(query, question, NXDOMAIN, false, List.of());
    };
  }

  private static List<Data> addresses(int type, boolean v4, boolean v6) {
    if (type == A && v4) {
      return List.of(address(A, Network.DESTINATION));
    }
    return type == AAAA && v6 ? List.of(address(AAAA, Network.DESTINATION_V6)) : List.of();
  }

  private static Data address(int type, String address) {
    try {
      return new Data(type, InetAddress.getByName(address).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Data alias(String host) {
    return new Data(CNAME, name(host + ZONE));
  }

  private static List<Data> texts(int type) {
    return type == TXT
        ? IntStream.range(0, 40).mapToObj(i -> text(i + "x".repeat(80))).toList()
        : List.of();
  }

  private static Data text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes.length);
    out.writeBytes(bytes);
    return new Data(TXT, out.toByteArray());
  }

  private static byte[] name(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.write(0);
    return out.toByteArray();
  }

  private static Question question(byte[] query, int length) {
    StringBuilder name = new StringBuilder();
    int at = 12;
    while (at < length && query[at] != 0) {
      if (!name.isEmpty()) {
        name.append('.');
      }
      name.append(new String(query, at + 1, query[at], StandardCharsets.ISO_8859_1));
      at += 1 + query[at];
    }
    int type = at + 2 < length ? (query[at + 1] & 0xff) << 8 | (query[at + 2] & 0xff) : 0;
    return new Question(name.toString().toLowerCase(Locale.ROOT), type, Math.min(at + 5, length));
  }

  private static byte[] message(
      byte[] query, Question question, int code, boolean truncated, List<Data> answers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(query, 0, 2);
      out.writeShort(0x8580 | (truncated ? 0x0200 : 0) | code);
      out.writeShort(1);
      out.writeShort(answers.size());
      boolean says = !truncated && answers.isEmpty() && code != SERVFAIL && code != REFUSED;
      out.writeShort(says ? 1 : 0);
      out.writeShort(0);
      out.write(query, 12, question.end - 12);
      for (Data data : answers) {
        record(out, data);
      }
      if (says) {
        record(out, soa().of(ZONE.substring(1)));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static void record(DataOutputStream out, Data data) throws IOException {
    out.write(data.owner);
    out.writeShort(data.type);
    out.writeShort(1);
    out.writeInt(60);
    out.writeShort(data.bytes.length);
    out.write(data.bytes);
  }

  private static Data soa() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(name("ns" + ZONE));
    out.writeBytes(name("admin" + ZONE));
    out.writeBytes(new byte[20]);
    return new Data(SOA, out.toByteArray());
  }

  private static void sleep() {
    try {
      Thread.sleep(SLOW);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
