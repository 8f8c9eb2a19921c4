package io.github.pathwhy.probe.dns;

/// Why there is no answer: what it is called in output, what it means, and what can be done. A
/// failure is negative when it is an answer itself: the name has no such record.
public enum NameFailure {
  NXDOMAIN(
      "NxDomain",
      "the name does not exist",
      "Check the spelling. A private DNS zone answers only in networks that it is linked to.",
      true),
  NO_DATA(
      "NoData",
      "the name exists but has no record of this type",
      "The name may have records of another type: --type names them.",
      true),
  ALIAS_LOOP(
      "AliasLoop",
      "the aliases of the name lead in a circle",
      "Correct one of the CNAME records.",
      true),
  SERVFAIL(
      "ServFail",
      "the server could not find out",
      "The server failed to ask others or to validate what they said: see its log, or ask another"
          + " with --server.",
      false),
  REFUSED(
      "Refused",
      "the server refuses to answer",
      "The server does not serve this client or this zone: ask another with --server.",
      false),
  ERROR(
      "Error",
      "the server answered with an error",
      "The server does not understand the question or does not resolve for others: ask another with"
          + " --server.",
      false),
  TRUNCATED(
      "Truncated",
      "the answer does not fit into a datagram",
      "Open TCP port 53 to the server.",
      false),
  TIMEOUT(
      "Timeout",
      "no answer",
      "The server is down, or something on the way drops the question or the answer: --tcp asks by"
          + " TCP, --server another server.",
      false),
  NO_SERVER(
      "NoServer",
      "nothing listens on the server's port",
      "Start the DNS service there, or ask another server with --server.",
      false),
  UNREACHABLE(
      "Unreachable",
      "the server cannot be reached from this machine",
      "Check the routes and interfaces of this machine.",
      false),
  UNKNOWN_SERVER(
      "UnknownServer",
      "the name of the server itself does not resolve",
      "Name the server by its address.",
      false),
  TLS_FAILED(
      "TlsFailed",
      "no secure connection to the server",
      "The server's certificate has to be valid for the name or address that it is asked by.",
      false),
  HTTP_FAILED(
      "HttpFailed",
      "the server does not answer as DNS over HTTPS",
      "Check the path of the URL, usually /dns-query.",
      false),
  BAD_ANSWER(
      "BadAnswer",
      "what came back is no valid answer to the question",
      "Something other than a DNS server answers there, or forges answers: --tcp is harder to"
          + " forge.",
      false),
  NOT_CONFIGURED(
      "NotConfigured",
      "this machine knows no DNS server",
      "Add a nameserver line to /etc/resolv.conf, or name a server with --server.",
      false),
  BAD_NAME(
      "BadName",
      "not a valid name",
      "Labels have 1 to 63 letters, digits, hyphens or underscores; a name at most 253.",
      false),
  STOPPED("Stopped", "stopped before an answer came", "", false);

  private final String label;
  private final String words;
  private final String remedy;
  private final boolean negative;

  NameFailure(String label, String words, String remedy, boolean negative) {
    this.label = label;
    this.words = words;
    this.remedy = remedy;
    this.negative = negative;
  }

  /** The spelling of output. */
  public String label() {
    return label;
  }

  /** What it means. */
  public String words() {
    return words;
  }

  /** What can be done; empty when there is nothing. */
  public String remedy() {
    return remedy;
  }

  /** Whether it is known that there is no such record; otherwise nothing is known. */
  public boolean isNegative() {
    return negative;
  }

  /** Whether this says more about the whole than another one: nothing known, then no record. */
  boolean outweighs(NameFailure other) {
    return weight() > other.weight();
  }

  private int weight() {
    return !negative ? 2 : this == NXDOMAIN ? 0 : 1;
  }

  @Override
  public String toString() {
    return label;
  }
}
