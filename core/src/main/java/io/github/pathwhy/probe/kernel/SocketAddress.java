package io.github.pathwhy.probe.kernel;

import io.github.pathwhy.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// `sockaddr_in` and `sockaddr_in6` in memory: family in the machine's order, port and address in
/// network order.
final class SocketAddress {
  /** The larger one, and a family without address fits as well. */
  static final int BYTES = 28;

  /** `sockaddr_in`. */
  static final int V4_BYTES = 16;

  private static final int PORT = 2;
  private static final int V4_ADDRESS = 4;
  private static final int V6_ADDRESS = 8;

  private SocketAddress() {}

  static int family(IpAddress address) {
    return address instanceof IpAddress.V4 ? Linux.AF_INET : Linux.AF_INET6;
  }

  /** Writes an address and says how many bytes it takes. */
  static int write(ByteBuffer memory, int at, IpAddress address, int port) {
    clear(memory, at);
    memory.putShort(at, (short) family(address));
    putPort(memory, at + PORT, port);
    switch (address) {
      case IpAddress.V4(int bits) -> memory.putInt(at + V4_ADDRESS, network(bits));
      case IpAddress.V6(long high, long low) -> {
        memory.putLong(at + V6_ADDRESS, network(high));
        memory.putLong(at + V6_ADDRESS + Long.BYTES, network(low));
      }
    }
    return length(address);
  }

  /** Writes the unspecified address of the same family. */
  static int writeAny(ByteBuffer memory, int at, IpAddress like, int port) {
    clear(memory, at);
    memory.putShort(at, (short) family(like));
    putPort(memory, at + PORT, port);
    return length(like);
  }

  private static int length(IpAddress address) {
    return address instanceof IpAddress.V4 ? V4_BYTES : BYTES;
  }

  private static void clear(ByteBuffer memory, int at) {
    for (int i = 0; i < BYTES; i += Integer.BYTES) {
      memory.putInt(at + i, 0);
    }
  }

  static int port(ByteBuffer memory, int at) {
    return (memory.get(at + PORT) & 255) << 8 | (memory.get(at + PORT + 1) & 255);
  }

  /** The address; empty for other families. */
  static Optional<IpAddress> address(ByteBuffer memory, int at) {
    return switch (memory.getShort(at)) {
      case Linux.AF_INET -> Optional.of(new IpAddress.V4(network(memory.getInt(at + V4_ADDRESS))));
      case Linux.AF_INET6 ->
          Optional.of(
              new IpAddress.V6(
                  network(memory.getLong(at + V6_ADDRESS)),
                  network(memory.getLong(at + V6_ADDRESS + Long.BYTES))));
      default -> Optional.empty();
    };
  }

  private static void putPort(ByteBuffer memory, int at, int port) {
    memory.put(at, (byte) (port >>> 8));
    memory.put(at + 1, (byte) port);
  }

  private static int network(int value) {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
  }

  private static long network(long value) {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Long.reverseBytes(value) : value;
  }
}
