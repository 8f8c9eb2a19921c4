package io.github.pathwhy.probe.dns;

import java.util.List;
import java.util.Optional;

/// What a server said.
///
/// @param rcode its response code, for example `NOERROR`
/// @param authoritative the server is responsible for the name itself
/// @param truncated the answer did not fit
/// @param recursive the server asks others for its clients
/// @param authentic the server has validated the answer (DNSSEC)
/// @param records the aliases in order, then the records at their end; a bounded number
/// @param leftOut how many more there were
/// @param zone the zone that says that there is no such record
/// @param extended the server's reason (RFC 8914); empty without one
/// @param target the name at the end of the aliases when the server did not follow them so far
public record Response(
    String rcode,
    boolean authoritative,
    boolean truncated,
    boolean recursive,
    boolean authentic,
    List<ResourceRecord> records,
    int leftOut,
    Optional<String> zone,
    String extended,
    Optional<String> target) {
  public Response {
    records = List.copyOf(records);
  }
}
