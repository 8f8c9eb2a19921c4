package io.github.pathwhy.probe.capture;

/** A captured frame as it came from libpcap. */
final class Captured {
  private final int linkType;
  private final byte[] data;
  private final int length;
  private final long stamp;

  /// A frame.
  ///
  /// @param linkType the kind of its link header (`LINKTYPE_…` of tcpdump.org)
  /// @param data its first bytes; not copied
  /// @param length how long it was on the wire
  /// @param stamp when, in nanoseconds since 1970
  Captured(int linkType, byte[] data, int length, long stamp) {
    this.linkType = linkType;
    this.data = data;
    this.length = length;
    this.stamp = stamp;
  }

  int linkType() {
    return linkType;
  }

  byte[] data() {
    return data;
  }

  int length() {
    return length;
  }

  long stamp() {
    return stamp;
  }
}
