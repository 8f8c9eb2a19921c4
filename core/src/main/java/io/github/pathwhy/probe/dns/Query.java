package io.github.pathwhy.probe.dns;

import java.security.SecureRandom;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A question as it goes on the wire, and the answers that belong to it. */
final class Query {
  /** What passes everywhere without being fragmented, as resolvers agreed in 2020. */
  private static final int PAYLOAD = 1232;

  private static final int HEADER = 12;
  private static final int AFTER_NAME = 4;
  private static final int IDS = 1 << 16;
  private static final int RESPONSE = 0x80;
  private static final int OPCODE = 0x78;
  private static final int RCODE = 0x0f;

  private final Name name;
  private final RecordType type;
  private final byte[] wire;

  private Query(Name name, RecordType type, byte[] wire) {
    this.name = name;
    this.type = type;
    this.wire = wire;
  }

  Name name() {
    return name;
  }

  RecordType type() {
    return type;
  }

  /** The message without a length in front; not to be changed. */
  byte[] wire() {
    return wire;
  }

  /**
   * A question for recursive servers; those over HTTPS get the number 0, so that they can cache.
   */
  static Query of(Name name, RecordType type, boolean edns, boolean numbered) {
    Message message = new Message(numbered ? Ids.next() : 0);
    message.getHeader().setFlag(Flags.RD);
    message.addRecord(Record.newRecord(name, type.code(), DClass.IN), Section.QUESTION);
    if (edns) {
      message.addRecord(new OPTRecord(PAYLOAD, 0, 0), Section.ADDITIONAL);
    }
    return new Query(name, type, message.toWire());
  }

  /** Numbers that nobody off the path can guess. */
  private static final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    static int next() {
      return RANDOM.nextInt(IDS);
    }
  }

  /// Why a message is no answer to this question; empty when it is one. Errors may come without the
  /// question.
  String objection(byte[] answer) {
    if (answer.length < HEADER) {
      return "too short";
    }
    if (answer[0] != wire[0] || answer[1] != wire[1]) {
      return "of another number";
    }
    if ((answer[2] & RESPONSE) == 0 || (answer[2] & OPCODE) != 0) {
      return "not a response";
    }
    int questions = ((answer[4] & 0xff) << 8) | (answer[5] & 0xff);
    if (questions == 0 && (answer[3] & RCODE) != 0) {
      return "";
    }
    return questions == 1 && sameQuestion(answer) ? "" : "to another question";
  }

  private boolean sameQuestion(byte[] answer) {
    int end = HEADER + name.length() + AFTER_NAME;
    if (answer.length < end) {
      return false;
    }
    for (int i = HEADER; i < end; i++) {
      if (lower(answer[i]) != lower(wire[i])) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }
}
