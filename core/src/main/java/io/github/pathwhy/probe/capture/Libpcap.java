package io.github.pathwhy.probe.capture;

import io.github.pathwhy.probe.Opening;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;

/** The system's libpcap: whether this process may use it, and handles of it. */
final class Libpcap {
  /** Bytes kept of each frame: link, IPv6 and ICMP headers, and a quotation of as much. */
  static final int SNAP_LENGTH = 192;

  private static final int CAP_NET_RAW = 13;
  private static final int HEX = 16;
  private static final int PERMISSION_DENIED = -8;
  private static final int PROMISCUOUS_DENIED = -11;
  private static final int POLL_MILLIS = 100;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path USERS = Path.of("/proc/self/uid_map");
  private static final String ALL_USERS = " 4294967295";
  private static final String EFFECTIVE = "CapEff:";
  private static final String PRIVILEGE =
      "run it as root, or give it the capability: setpriv --ambient-caps +net_raw --inh-caps"
          + " +net_raw pathwhy …; in a container: --cap-add NET_RAW";
  private static final String INSTALL =
      "install libpcap (package libpcap0.8 or libpcap; Npcap on Windows)";

  private static final String JNA_FOLDER =
      "give Java a folder that may hold native code: -Djna.tmpdir=DIR";

  /// JNA's, which would write to stderr. Kept here: loggers that nobody holds are forgotten.
  private static final Logger JNA = Logger.getLogger("com.sun.jna");

  private Libpcap() {}

  /** Why there can be no capture, or empty. */
  static Optional<Opening.Unavailable> missing() {
    if (!Libpcap.class.getModule().isNativeAccessEnabled()) {
      return missing(
          "this Java process may not call native code",
          "start it with --enable-native-access=ALL-UNNAMED");
    }
    if (!isPrivileged()) {
      return missing("capturing packets needs CAP_NET_RAW", PRIVILEGE);
    }
    JNA.setLevel(Level.OFF);
    try {
      Pcaps.libVersion();
      Optional<Egress> loopback = Egress.loopback(InetAddress.getLoopbackAddress());
      if (loopback.isPresent() && !isWindows() && !isWholeSystem()) {
        open(loopback.get()).close();
      }
    } catch (LinkageError e) {
      String words = words(e);
      return words.startsWith("Unable to load library")
          ? missing("libpcap is not installed", INSTALL)
          : missing("JNA, which calls libpcap, cannot be loaded: " + words, JNA_FOLDER);
    } catch (PcapNativeException e) {
      Integer code = e.getReturnCode();
      if (code != null && (code == PERMISSION_DENIED || code == PROMISCUOUS_DENIED)) {
        return missing("capturing packets is not permitted: " + words(e), PRIVILEGE);
      }
      // That loopback is down is no reason.
    } catch (IOException e) {
      return missing("the interfaces of this machine cannot be listed: " + words(e), "");
    }
    return Optional.empty();
  }

  private static Optional<Opening.Unavailable> missing(String why, String remedy) {
    return Optional.of(new Opening.Unavailable(why, remedy));
  }

  /// The first line of what went wrong. JNA's says a lot.
  static String words(Throwable e) {
    String message = e.getMessage();
    if (message == null) {
      return e.getClass().getSimpleName();
    }
    int end = message.indexOf('\n');
    return (end < 0 ? message : message.substring(0, end)).strip();
  }

  /** Whether the capability is there; where that cannot be known, the attempt will show. */
  private static boolean isPrivileged() {
    List<String> lines;
    try {
      lines = Files.readAllLines(STATUS);
    } catch (IOException _) {
      return true;
    }
    for (String line : lines) {
      if (line.startsWith(EFFECTIVE)) {
        String bits = line.substring(EFFECTIVE.length()).strip();
        try {
          return (Long.parseUnsignedLong(bits, HEX) >>> CAP_NET_RAW & 1) == 1;
        } catch (NumberFormatException _) {
          return true;
        }
      }
    }
    return true;
  }

  /** Whether capabilities are the whole system's, and not only those of a user namespace. */
  private static boolean isWholeSystem() {
    try {
      return Files.readString(USERS).strip().endsWith(ALL_USERS);
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }

  /** Opens a handle that sees everything on an interface. */
  static PcapHandle open(Egress egress) throws PcapNativeException {
    String name = egress.name();
    if (isWindows()) {
      // Npcap has names of its own.
      PcapNetworkInterface device = Pcaps.getDevByAddress(egress.address());
      if (device == null) {
        throw new PcapNativeException("no device of Npcap has " + egress.address());
      }
      name = device.getName();
    }
    try {
      return builder(name).timestampPrecision(PcapHandle.TimestampPrecision.NANO).build();
    } catch (PcapNativeException e) {
      Integer code = e.getReturnCode();
      if (code != null && (code == PERMISSION_DENIED || code == PROMISCUOUS_DENIED)) {
        throw e;
      }
      return builder(name).build();
    }
  }

  private static PcapHandle.Builder builder(String name) {
    return new PcapHandle.Builder(name)
        .snaplen(SNAP_LENGTH)
        .promiscuousMode(PcapNetworkInterface.PromiscuousMode.NONPROMISCUOUS)
        .timeoutMillis(POLL_MILLIS)
        .immediateMode(true);
  }

  /** Lets a handle see only what an expression lets pass. */
  static void filter(PcapHandle handle, String expression)
      throws PcapNativeException, NotOpenException {
    handle.setFilter(expression, BpfProgram.BpfCompileMode.OPTIMIZE);
  }
}
