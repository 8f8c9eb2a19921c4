package io.github.pathwhy.probe.capture;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Inet;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Builds frames, byte by byte. */
final class Frames {
  static final String ETHERNET_V4 = "020000000001" + "020000000002" + "0800";
  static final String ETHERNET_V6 = "020000000001" + "020000000002" + "86dd";
  static final IpAddress HERE = IpAddress.of("10.0.0.1");
  static final IpAddress THERE = IpAddress.of("10.0.9.9");
  static final IpAddress ROUTER = IpAddress.of("10.0.5.1");
  static final IpAddress HERE_6 = IpAddress.of("fd00::1");
  static final IpAddress THERE_6 = IpAddress.of("fd00:9::9");

  static final int SYN = 2;
  static final int RST_ACK = 20;
  static final int SYN_ACK = 18;

  private Frames() {}

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  static byte[] v4(IpAddress from, IpAddress to, int ttl, int protocol, int id, byte[] payload) {
    return ByteBuffer.allocate(20 + payload.length)
        .put((byte) 0x45)
        .put((byte) 0)
        .putShort((short) (20 + payload.length))
        .putShort((short) id)
        .putShort((short) 0x4000)
        .put((byte) ttl)
        .put((byte) protocol)
        .putShort((short) 0)
        .put(Inet.bytes(from))
        .put(Inet.bytes(to))
        .put(payload)
        .array();
  }

  static byte[] v6(IpAddress from, IpAddress to, int hops, int next, byte[] payload) {
    return ByteBuffer.allocate(40 + payload.length)
        .putInt(0x6000_0000)
        .putShort((short) payload.length)
        .put((byte) next)
        .put((byte) hops)
        .put(Inet.bytes(from))
        .put(Inet.bytes(to))
        .put(payload)
        .array();
  }

  static byte[] tcp(int from, int to, int sequence, int acknowledged, int flags) {
    return ByteBuffer.allocate(20)
        .putShort((short) from)
        .putShort((short) to)
        .putInt(sequence)
        .putInt(acknowledged)
        .put((byte) 0x50)
        .put((byte) flags)
        .array();
  }

  static byte[] udp(int from, int to, byte[] data) {
    return ByteBuffer.allocate(8 + data.length)
        .putShort((short) from)
        .putShort((short) to)
        .putShort((short) (8 + data.length))
        .putShort((short) 0xabcd)
        .put(data)
        .array();
  }

  static byte[] icmp(int type, int code, int rest, byte[] data) {
    return ByteBuffer.allocate(8 + data.length)
        .put((byte) type)
        .put((byte) code)
        .putShort((short) 0)
        .putInt(rest)
        .put(data)
        .array();
  }

  static Captured ethernet(byte[] packet, long stamp) {
    byte[] link = hex((packet[0] & 0xf0) == 0x40 ? ETHERNET_V4 : ETHERNET_V6);
    byte[] frame = join(link, packet);
    return new Captured(1, frame, frame.length, stamp);
  }
}
