package io.github.pathwhy.probe.dns;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Inet;
import io.github.pathwhy.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Reads an answer. Only records that belong to the question count: those of its name, of the names
/// that it is an alias of, and of its type. A server may send anything else; nobody looks at it.
final class ResponseReader {
  private static final int MOST_ALIASES = 16;
  private static final int MOST_RECORDS = 200;
  private static final int LONGEST_DATA = 4096;
  private static final int LONGEST_TEXT = 120;

  /// What an answer says.
  ///
  /// @param failure empty when there are records
  record Reading(Response response, Optional<NameFailure> failure, String detail) {}

  private ResponseReader() {}

  /** Reads a message; throws {@link BadAnswerException} when it is none. */
  static Reading read(Query query, byte[] bytes) throws BadAnswerException {
    try {
      return new Walk(query, new Message(bytes)).reading();
    } catch (IOException | RuntimeException e) {
      throw new BadAnswerException(
          "malformed: " + Printable.of(String.valueOf(e.getMessage()), LONGEST_TEXT));
    }
  }

  /** The way through the aliases of one answer. */
  private static final class Walk {
    private final Query query;
    private final Message message;
    private final List<ResourceRecord> records = new ArrayList<>();
    private final Set<Name> seen = new HashSet<>();
    private Name at;
    private int leftOut;
    private boolean found;
    private boolean looped;

    Walk(Query query, Message message) {
      this.query = query;
      this.message = message;
      this.at = query.name();
      seen.add(at);
      follow();
    }

    private void follow() {
      List<Record> answer = message.getSection(Section.ANSWER);
      for (int i = 0; i <= MOST_ALIASES && !found && !looped; i++) {
        Optional<Name> alias = Optional.empty();
        for (Record record : answer) {
          if (record.getDClass() != DClass.IN || !record.getName().equals(at)) {
            continue;
          }
          if (query.type().code() == Type.ANY || record.getType() == query.type().code()) {
            found = true;
            add(record);
          } else if (record instanceof CNAMERecord cname && alias.isEmpty()) {
            alias = Optional.of(cname.getTarget());
            add(record);
          }
        }
        if (found || alias.isEmpty()) {
          return;
        }
        at = alias.get();
        looped = !seen.add(at);
      }
      looped = !found;
    }

    private void add(Record record) {
      if (records.size() == MOST_RECORDS) {
        leftOut++;
      } else {
        records.add(view(record));
      }
    }

    Reading reading() {
      String rcode = Rcode.string(message.getRcode());
      String extended = extended(message);
      boolean truncated = message.getHeader().getFlag(Flags.TC);
      Optional<String> zone = zone();
      boolean open =
          message.getRcode() == Rcode.NOERROR
              && !found
              && !looped
              && !truncated
              && zone.isEmpty()
              && !at.equals(query.name());
      Response response =
          new Response(
              rcode,
              message.getHeader().getFlag(Flags.AA),
              truncated,
              message.getHeader().getFlag(Flags.RA),
              message.getHeader().getFlag(Flags.AD),
              records,
              leftOut,
              zone,
              extended,
              open ? Optional.of(at.toString(true)) : Optional.empty());
      return new Reading(response, failure(truncated), detail(rcode, extended, zone));
    }

    private Optional<NameFailure> failure(boolean truncated) {
      if (truncated) {
        return Optional.of(NameFailure.TRUNCATED);
      }
      return switch (message.getRcode()) {
        case Rcode.NOERROR ->
            found
                ? Optional.empty()
                : Optional.of(
                    looped
                        ? NameFailure.ALIAS_LOOP
                        : isReferral() ? NameFailure.ERROR : NameFailure.NO_DATA);
        case Rcode.NXDOMAIN -> Optional.of(NameFailure.NXDOMAIN);
        case Rcode.SERVFAIL -> Optional.of(NameFailure.SERVFAIL);
        case Rcode.REFUSED -> Optional.of(NameFailure.REFUSED);
        default -> Optional.of(NameFailure.ERROR);
      };
    }

    /** Whether the server only says who else may know. */
    private boolean isReferral() {
      boolean asksOthers = message.getHeader().getFlag(Flags.RA);
      boolean own = message.getHeader().getFlag(Flags.AA);
      for (Record record : message.getSection(Section.AUTHORITY)) {
        if (record.getType() == Type.NS && !asksOthers && !own) {
          return true;
        }
      }
      return false;
    }

    private String detail(String rcode, String extended, Optional<String> zone) {
      StringBuilder detail = new StringBuilder();
      switch (message.getRcode()) {
        case Rcode.NOERROR -> {
          if (isReferral() && !found) {
            detail.append("it only names other servers");
          }
        }
        case Rcode.NXDOMAIN, Rcode.SERVFAIL, Rcode.REFUSED -> {}
        default -> detail.append(rcode);
      }
      if (!found && !at.equals(query.name())) {
        and(detail, "at its alias " + shown(at));
      }
      if (!found && zone.isPresent()) {
        and(detail, "says the zone " + zone.get());
      }
      if (!extended.isEmpty()) {
        and(detail, extended);
      }
      return detail.toString();
    }

    private static void and(StringBuilder text, String more) {
      text.append(text.isEmpty() ? "" : "; ").append(more);
    }

    private Optional<String> zone() {
      for (Record record : message.getSection(Section.AUTHORITY)) {
        if (record instanceof SOARecord soa && at.subdomain(soa.getName())) {
          return Optional.of(shown(soa.getName()));
        }
      }
      return Optional.empty();
    }
  }

  private static String extended(Message message) {
    OPTRecord opt = message.getOPT();
    if (opt == null) {
      return "";
    }
    for (EDNSOption option : opt.getOptions()) {
      if (option instanceof ExtendedErrorCodeOption error) {
        String text = error.getText();
        String name = ExtendedErrorCodeOption.text(error.getErrorCode());
        return Printable.of(
            text == null || text.isEmpty() ? name : name + ": " + text, LONGEST_TEXT);
      }
    }
    return "";
  }

  private static ResourceRecord view(Record record) {
    Optional<IpAddress> address =
        record instanceof ARecord || record instanceof AAAARecord
            ? Optional.of(Inet.of(record.rdataToWireCanonical()))
            : Optional.empty();
    String data = address.map(IpAddress::toString).orElseGet(record::rdataToString);
    return new ResourceRecord(
        shown(record.getName()),
        Type.string(record.getType()),
        record.getTTL(),
        data.length() > LONGEST_DATA ? data.substring(0, LONGEST_DATA) + "…" : data,
        address);
  }

  private static String shown(Name name) {
    return name.equals(Name.root) ? "." : name.toString(true);
  }
}
