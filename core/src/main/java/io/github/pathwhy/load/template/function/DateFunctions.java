package io.github.pathwhy.load.template.function;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Symbol;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Tree;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions about points in time; those about the present are not known. */
final class DateFunctions {
  private DateFunctions() {}

  static @Nullable Tree call(String name, Arguments call) {
    return switch (name) {
      case "datetimeadd" -> add(call.expect(2, 3));
      case "datetimefromepoch" -> fromEpoch(call.expect(1, 1));
      case "datetimetoepoch" -> call.expect(1, 1).result(parse(call).toEpochSecond());
      case "utcnow" -> call.expect(0, 1).unknown();
      case "newguid" -> newGuid(call.expect(0, 0));
      default -> null;
    };
  }

  /** No two calls have the same result. */
  private static Tree newGuid(Arguments call) {
    Tree line = Values.number(Position.line(call.at()), call.at());
    return Symbol.call(call.name(), List.of(line), call.at());
  }

  private static OffsetDateTime parse(Arguments call) {
    try {
      return OffsetDateTime.parse(call.text(0).replace(' ', 'T'));
    } catch (DateTimeException _) {
      throw call.wrong(call.get(0), 0, "a time such as 2026-01-01T00:00:00Z");
    }
  }

  private static Tree fromEpoch(Arguments call) {
    try {
      return call.result(Instant.ofEpochSecond(call.integer(0)).toString());
    } catch (DateTimeException _) {
      throw call.wrong(call.get(0), 0, "seconds since 1970");
    }
  }

  private static Tree add(Arguments call) {
    OffsetDateTime base = parse(call);
    String span = call.text(1);
    if (call.size() > 2) {
      return call.unknown();
    }
    try {
      boolean back = span.startsWith("-");
      String plain = back ? span.substring(1) : span;
      int time = plain.indexOf('T');
      String days = time < 0 ? plain : plain.substring(0, time);
      Period period = days.length() > 1 ? Period.parse(days) : Period.ZERO;
      Duration duration = time < 0 ? Duration.ZERO : Duration.parse("P" + plain.substring(time));
      OffsetDateTime moved =
          back ? base.minus(period).minus(duration) : base.plus(period).plus(duration);
      return call.result(moved.withOffsetSameInstant(ZoneOffset.UTC).toInstant().toString());
    } catch (DateTimeException | ArithmeticException _) {
      throw call.wrong(call.get(1), 1, "a duration such as P3Y or -PT1H");
    }
  }
}
