package io.github.pathwhy.probe.measure;

/// Source ports for the probes of one trace. The first probe of each hop goes from a port of the
/// system's choice, and the third. Later ones go from the ports of other hops, turned by a hop each
/// time: thus a port sees neighbouring hops, and routers that share load by ports show it.
final class SourcePorts {
  private static final int SECOND_SET = 3;

  private final TraceRequest request;
  private final HopState[] hops;
  private final Volley volley;
  private boolean givenUp;

  SourcePorts(TraceRequest request, HopState[] hops, Volley volley) {
    this.request = request;
    this.hops = hops;
    this.volley = volley;
  }

  /** Takes down which port a hop's probe came to go from. */
  void note(Shot shot, int port) {
    if (shot.round == 1) {
      hops[shot.ttl()].firstPort = port;
    } else if (shot.round == SECOND_SET) {
      hops[shot.ttl()].thirdPort = port;
    }
  }

  /** Leaves all choices to the system: others have taken ports that were free. */
  void giveUp() {
    givenUp = true;
  }

  /// The port for a hop's so many-th probe; 0 leaves it to the system.
  ///
  /// @param last the last hop of the path
  int next(int ttl, int round, int last) {
    boolean isNew = round == 1 || round == SECOND_SET;
    if (givenUp || isNew || !request.method().hasPorts()) {
      return 0;
    }
    int other = (ttl - 1 + round / 2) % last + 1;
    int port = round % 2 == 0 ? hops[other].firstPort : hops[other].thirdPort;
    return volley.uses(port) ? 0 : port;
  }
}
