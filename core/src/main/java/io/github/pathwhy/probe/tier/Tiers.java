package io.github.pathwhy.probe.tier;

import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Tier;
import io.github.pathwhy.probe.capture.CaptureEngine;
import io.github.pathwhy.probe.kernel.KernelEngine;
import io.github.pathwhy.probe.portable.PortableEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens engines. Classes of a tier are loaded when that tier is opened. */
public final class Tiers {
  private Tiers() {}

  /** Tries all of them, in their order. Whoever asks closes those that opened. */
  public static Map<Tier, Opening> all() {
    Map<Tier, Opening> openings = new EnumMap<>(Tier.class);
    for (Tier tier : Tier.values()) {
      openings.put(tier, opening(open(Optional.of(tier), Optional.empty())));
    }
    return openings;
  }

  private static Opening opening(Selection selection) {
    return switch (selection) {
      case Selection.Chosen(ProbeEngine engine, List<String> _) -> new Opening.Opened(engine);
      case Selection.Unavailable(String why, String remedy) -> new Opening.Unavailable(why, remedy);
    };
  }

  /// Opens the tier asked for, or the best one that needs no privilege.
  ///
  /// @param asked a tier that is not replaced by another
  /// @param pcap where to write captured packets: asks for the capture tier
  public static Selection open(Optional<Tier> asked, Optional<Path> pcap) {
    Tier tier = asked.orElse(pcap.isPresent() ? Tier.CAPTURE : Tier.KERNEL);
    if (pcap.isPresent() && tier != Tier.CAPTURE) {
      throw new IllegalArgumentException("the " + tier + " tier captures nothing");
    }
    return switch (tier) {
      case KERNEL -> asked.isPresent() ? selection(KernelEngine.open(), List.of()) : sender();
      case PORTABLE -> selection(PortableEngine.open(), List.of());
      case CAPTURE -> capture(pcap);
    };
  }

  /** The kernel's sockets, or else Java's. */
  private static Selection sender() {
    return switch (KernelEngine.open()) {
      case Opening.Opened(ProbeEngine engine) -> new Selection.Chosen(engine, List.of());
      case Opening.Unavailable(String why, String remedy) ->
          selection(
              PortableEngine.open(),
              List.of(
                  "probing with the "
                      + Tier.PORTABLE
                      + " tier, the "
                      + Tier.KERNEL
                      + " tier is not available: "
                      + why
                      + (remedy.isEmpty() ? "" : "; " + remedy)));
    };
  }

  private static Selection capture(Optional<Path> pcap) {
    return switch (sender()) {
      case Selection.Unavailable none -> none;
      case Selection.Chosen(ProbeEngine sender, List<String> remarks) -> {
        Selection selection = selection(CaptureEngine.open(sender, pcap), new ArrayList<>(remarks));
        if (selection instanceof Selection.Unavailable) {
          sender.close();
        }
        yield selection;
      }
    };
  }

  private static Selection selection(Opening opening, List<String> remarks) {
    return switch (opening) {
      case Opening.Opened(ProbeEngine engine) -> new Selection.Chosen(engine, remarks);
      case Opening.Unavailable(String why, String remedy) -> new Selection.Unavailable(why, remedy);
    };
  }
}
