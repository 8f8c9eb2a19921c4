package io.github.pathwhy.probe.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes frames as a pcap file with nanoseconds (`pcap-savefile(5)`). A file holds frames of one
/// kind of link: the first frame's.
final class PcapFile implements AutoCloseable {
  private static final int MAGIC_NANOS = 0xa1b2_3c4d;
  private static final int HEADER_BYTES = 24;
  private static final int RECORD_BYTES = 16;
  private static final int DLT_RAW_OF_LINUX = 12;
  private static final int LINKTYPE_RAW = 101;
  private static final long NANOS_IN_SECOND = 1_000_000_000L;

  private final OutputStream output;
  private final int snapLength;
  private int linkType = -1;

  PcapFile(Path path, int snapLength) throws IOException {
    this.output = new BufferedOutputStream(Files.newOutputStream(path));
    this.snapLength = snapLength;
  }

  /** Appends a frame; false when it has another kind of link than those before. */
  boolean write(Captured frame) throws IOException {
    if (linkType < 0) {
      start(frame.linkType());
    } else if (linkType != frame.linkType()) {
      return false;
    }
    ByteBuffer header = ByteBuffer.allocate(RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt((int) (frame.stamp() / NANOS_IN_SECOND));
    header.putInt((int) (frame.stamp() % NANOS_IN_SECOND));
    header.putInt(frame.data().length);
    header.putInt(frame.length());
    output.write(header.array());
    output.write(frame.data());
    return true;
  }

  private void start(int type) throws IOException {
    linkType = type;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(MAGIC_NANOS).putShort((short) 2).putShort((short) 4);
    header.putInt(0).putInt(0).putInt(snapLength);
    header.putInt(type == DLT_RAW_OF_LINUX ? LINKTYPE_RAW : type);
    output.write(header.array());
  }

  /** Writes what is left; a file without frames is one of Ethernet. */
  @Override
  public void close() throws IOException {
    try (output) {
      if (linkType < 0) {
        start(1);
      }
    }
  }
}
