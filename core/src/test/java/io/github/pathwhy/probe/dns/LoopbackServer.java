package io.github.pathwhy.probe.dns;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.dns.settings.DnsServer;
import io.github.pathwhy.probe.dns.settings.Transport;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A DNS server on loopback that answers as a test says, by UDP and TCP on the same port. */
final class LoopbackServer implements AutoCloseable {
  /** Makes the messages that go back, any number of them. */
  @FunctionalInterface
  interface Handler {
    List<byte[]> answers(Message question, Transport transport) throws IOException;
  }

  /** Questions as they came. */
  final List<Message> questions = new CopyOnWriteArrayList<>();

  private final Handler handler;
  private final DatagramSocket udp;
  private final ServerSocket tcp;

  LoopbackServer(Handler handler) throws IOException {
    this(handler, null);
  }

  /** With another socket for streams, for example of TLS. */
  LoopbackServer(Handler handler, ServerSocket streams) throws IOException {
    this.handler = handler;
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    ServerSocket socket = streams;
    DatagramSocket datagrams = null;
    for (int i = 0; datagrams == null; i++) {
      ServerSocket candidate = streams == null ? new ServerSocket(0, 50, here) : streams;
      try {
        datagrams = new DatagramSocket(new InetSocketAddress(here, candidate.getLocalPort()));
        socket = candidate;
      } catch (IOException e) {
        if (streams != null || i == 20) {
          throw e;
        }
        candidate.close();
      }
    }
    udp = datagrams;
    tcp = socket;
    Thread.ofPlatform().daemon().start(this::datagrams);
    Thread.ofPlatform().daemon().start(this::streams);
  }

  int port() {
    return tcp.getLocalPort();
  }

  DnsServer address() {
    return DnsServer.at(IpAddress.of("127.0.0.1"), port());
  }

  private void datagrams() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        udp.receive(packet);
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        Message question = new Message(bytes);
        questions.add(question);
        for (byte[] answer : handler.answers(question, Transport.UDP)) {
          udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void streams() {
    try {
      while (true) {
        Socket socket = tcp.accept();
        Thread.ofPlatform().daemon().start(() -> stream(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void stream(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] bytes = in.readNBytes(in.readUnsignedShort());
      Message question = new Message(bytes);
      if (question.getQuestion() == null) {
        return;
      }
      questions.add(question);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      for (byte[] answer : handler.answers(question, Transport.TCP)) {
        out.writeShort(answer.length);
        out.write(answer);
        out.flush();
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- answers ----

  /** An answer with this code and these records, in the form of zone files. */
  static Message answer(Message question, int rcode, String... records) {
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RD);
    answer.getHeader().setFlag(Flags.RA);
    answer.getHeader().setRcode(rcode);
    answer.addRecord(question.getQuestion(), Section.QUESTION);
    for (String record : records) {
      answer.addRecord(record(record), Section.ANSWER);
    }
    return answer;
  }

  /** The same as a handler for everything. */
  static Handler always(int rcode, String... records) {
    return (question, _) -> List.of(answer(question, rcode, records).toWire());
  }

  /// A handler that knows these records: others are NODATA when the name has any, else NXDOMAIN.
  static Handler zone(String... records) {
    return (question, _) -> {
      Name name = question.getQuestion().getName();
      boolean exists = false;
      Message answer = answer(question, Rcode.NOERROR);
      for (String text : records) {
        Record record = record(text);
        if (record.getName().equals(name)) {
          exists = true;
          if (record.getType() == question.getQuestion().getType()
              || record.getType() == Type.CNAME) {
            answer.addRecord(record, Section.ANSWER);
          }
        }
      }
      answer.getHeader().setRcode(exists ? Rcode.NOERROR : Rcode.NXDOMAIN);
      return List.of(answer.toWire());
    };
  }

  /** A record from `NAME TYPE DATA`. */
  static Record record(String text) {
    String[] parts = text.split(" ", 3);
    try {
      return Record.fromString(
          Name.fromString(parts[0], Name.root),
          Type.value(parts[1]),
          DClass.IN,
          60,
          parts[2],
          Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
