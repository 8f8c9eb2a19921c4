package io.github.pathwhy.probe;

/** Why this machine could not send a probe, or what its system made of it. */
public enum LocalFault {
  SOURCE_PORT_IN_USE("the source port is in use"),
  SOURCE_NOT_BINDABLE("the source address or port cannot be bound"),
  NOT_PERMITTED("this machine does not permit it"),
  NO_ROUTE("this machine has no route to the destination"),
  NEIGHBOUR_UNREACHABLE("the next hop does not answer on the link"),
  /// An ICMP error, or no next hop that answers: whoever asked the system learns no more than that.
  UNREACHABLE("the system says that the destination is unreachable, and not who found out"),
  TOO_BIG("larger than the link's MTU"),
  NO_RESOURCES("this machine has no descriptors or memory left"),
  UNSUPPORTED("this machine cannot send it"),
  OTHER("this machine could not send it");

  private final String words;

  LocalFault(String words) {
    this.words = words;
  }

  /** The fault in words. */
  public String words() {
    return words;
  }
}
