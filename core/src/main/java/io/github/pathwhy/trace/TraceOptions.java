package io.github.pathwhy.trace;

import java.util.Optional;

/// How to trace. With `strictPeering`, forwarded traffic over a peering link that does not allow it
/// is dropped, as documented; otherwise it passes, as measured. `hostName` is what the client asks
/// for by name; application rules of firewalls look at it. `asksApplication` is set when more than
/// an open port is asked for, as for a page.
public record TraceOptions(
    boolean strictPeering, Optional<String> hostName, boolean asksApplication) {

  /** The usual reading. */
  public static final TraceOptions DEFAULT = new TraceOptions(false);

  /** Options for a flow whose client gives no name. */
  public TraceOptions(boolean strictPeering) {
    this(strictPeering, Optional.empty());
  }

  /** Options for a flow whose client asks for no more than an open port. */
  public TraceOptions(boolean strictPeering, Optional<String> hostName) {
    this(strictPeering, hostName, false);
  }
}
