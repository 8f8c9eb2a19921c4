package io.github.pathwhy.probe.dns;

import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.Type;

/// A type of records that can be asked for.
///
/// @param code its number
/// @param name its mnemonic, for example `AAAA`, or `TYPE65280`
public record RecordType(int code, String name) {
  public static final RecordType A = new RecordType(Type.A, "A");
  public static final RecordType AAAA = new RecordType(Type.AAAA, "AAAA");
  public static final RecordType PTR = new RecordType(Type.PTR, "PTR");

  /** The type with this mnemonic in any case; empty for those that are no question to resolvers. */
  public static Optional<RecordType> parse(String word) {
    int code = Type.value(word.toUpperCase(Locale.ROOT));
    return code > 0 && (Type.isRR(code) || code == Type.ANY) && code != Type.OPT
        ? Optional.of(new RecordType(code, Type.string(code)))
        : Optional.empty();
  }

  /** Whether records of this type are addresses. */
  public boolean isAddress() {
    return code == Type.A || code == Type.AAAA;
  }

  @Override
  public String toString() {
    return name;
  }
}
