package io.github.pathwhy.cli.via;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a tar archive (POSIX ustar) of files whose sizes are known before. */
final class TarStream {
  /** The size of a block; everything in an archive is a whole number of them. */
  static final int BLOCK = 512;

  private static final int NAME_LENGTH = 100;
  private static final int PREFIX_LENGTH = 155;
  private static final int SIZE_AT = 124;
  private static final int CHECKSUM_AT = 148;
  private static final int PREFIX_AT = 345;
  private static final long EPOCH_2020 = 1_577_836_800L;

  private final OutputStream out;

  TarStream(OutputStream out) {
    this.out = out;
  }

  /** How many bytes a file of a size takes, with its header. */
  static long sizeOf(long fileSize) {
    return BLOCK + (fileSize + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** How many bytes the end takes. */
  static long sizeOfEnd() {
    return 2L * BLOCK;
  }

  /** Begins a file, whose bytes the caller writes next. */
  void begin(String path, long size, boolean executable) throws IOException {
    byte[] header = new byte[BLOCK];
    put(header, 0, NAME_LENGTH, name(path));
    octal(header, 100, 8, executable ? 0755 : 0644);
    octal(header, 108, 8, 0);
    octal(header, 116, 8, 0);
    octal(header, SIZE_AT, 12, size);
    octal(header, 136, 12, EPOCH_2020);
    header[156] = '0';
    put(header, 257, 6, "ustar");
    put(header, 263, 2, "00");
    put(header, PREFIX_AT, PREFIX_LENGTH, prefix(path));
    Arrays.fill(header, CHECKSUM_AT, CHECKSUM_AT + 8, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    octal(header, CHECKSUM_AT, 7, sum);
    out.write(header);
  }

  /** Fills up the last block of a file. */
  void end(long size) throws IOException {
    int rest = (int) (size % BLOCK);
    if (rest > 0) {
      out.write(new byte[BLOCK - rest]);
    }
  }

  /** Ends the archive. */
  void finish() throws IOException {
    out.write(new byte[(int) sizeOfEnd()]);
    out.flush();
  }

  private static String name(String path) {
    return path.length() <= NAME_LENGTH ? path : path.substring(split(path) + 1);
  }

  private static String prefix(String path) {
    return path.length() <= NAME_LENGTH ? "" : path.substring(0, split(path));
  }

  /** Where a long path is cut: at the first slash that leaves a short enough name. */
  private static int split(String path) {
    int slash = path.indexOf('/', path.length() - NAME_LENGTH - 1);
    if (slash < 0 || slash > PREFIX_LENGTH) {
      throw new IllegalArgumentException("too long for an archive: " + path);
    }
    return slash;
  }

  private static void put(byte[] header, int at, int room, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > room) {
      throw new IllegalArgumentException("too long for an archive: " + text);
    }
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static void octal(byte[] header, int at, int room, long value) {
    String digits = Long.toOctalString(value);
    put(header, at, room - 1, "0".repeat(room - 1 - digits.length()) + digits);
  }
}
