package io.github.pathwhy.probe.capture;

/// A captured frame as it came from libpcap.
///
/// @param linkType the kind of its link header (`LINKTYPE_…` of tcpdump.org)
/// @param data its first bytes; not copied
/// @param length how long it was on the wire
/// @param stamp when, in nanoseconds since 1970
record Captured(int linkType, byte[] data, int length, long stamp) {}
