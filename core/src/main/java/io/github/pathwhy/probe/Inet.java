package io.github.pathwhy.probe;

import io.github.pathwhy.net.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Addresses of Java's own network classes, and ours. */
public final class Inet {
  private static final int V4_BYTES = 4;

  private Inet() {}

  /** The same address for Java's network classes; never resolves anything. */
  public static InetAddress toJava(IpAddress address) {
    try {
      return InetAddress.getByAddress(bytes(address));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same address from Java's network classes. */
  public static IpAddress of(InetAddress address) {
    return of(address.getAddress());
  }

  /** An address from its 4 or 16 bytes in network order. */
  public static IpAddress of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return bytes.length == V4_BYTES
        ? new IpAddress.V4(buffer.getInt())
        : new IpAddress.V6(buffer.getLong(), buffer.getLong());
  }

  /** The 4 or 16 bytes of an address in network order. */
  public static byte[] bytes(IpAddress address) {
    return switch (address) {
      case IpAddress.V4(int bits) -> ByteBuffer.allocate(V4_BYTES).putInt(bits).array();
      case IpAddress.V6(long high, long low) ->
          ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    };
  }
}
