package io.github.pathwhy.trace;

/// How sources that conflict are read. `strictPeering` makes forwarded traffic over a link that
/// does not allow it a block; Microsoft documents that, labs measured that it passes.
public record TraceOptions(boolean strictPeering) {
  /** The usual reading. */
  public static final TraceOptions DEFAULT = new TraceOptions(false);
}
