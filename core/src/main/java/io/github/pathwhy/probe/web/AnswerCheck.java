package io.github.pathwhy.probe.web;

import io.github.pathwhy.probe.web.WebFault.Detail;
import io.github.pathwhy.probe.web.WebFault.Kind;
import io.github.pathwhy.probe.web.WebOutcome.HttpAnswer;
import io.github.pathwhy.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Compares an answer with the expected one. */
final class AnswerCheck {
  private static final int FIRST_ERROR = 400;

  private AnswerCheck() {}

  /** Adds what differs. */
  static void run(WebRequest request, HttpAnswer answer, List<WebFault> faults) {
    status(request, answer, faults);
    for (String expected : request.expectedHeaders()) {
      header(expected, answer, faults);
    }
    Optional<String> text = request.expectedContent();
    if (text.isPresent() && !answer.body().contains(latin(text.get()))) {
      String where = answer.isWhole() ? "the answer" : "the part of the answer that was read";
      faults.add(
          WebFault.of(
              Kind.CONTENT_UNEXPECTED,
              where + " does not contain '" + Printable.of(text.get()) + "'",
              new Detail("Expected", Printable.of(text.get()))));
    }
  }

  private static void status(WebRequest request, HttpAnswer answer, List<WebFault> faults) {
    int status = answer.status();
    boolean right =
        request.validStatusCodes().isEmpty()
            ? status < FIRST_ERROR
            : request.validStatusCodes().stream().anyMatch(range -> range.contains(status));
    if (right) {
      return;
    }
    StringBuilder expected = new StringBuilder();
    for (StatusRange range : request.validStatusCodes()) {
      expected.append(expected.isEmpty() ? "" : ", ").append(range);
    }
    String wanted = expected.isEmpty() ? "below 400" : expected.toString();
    faults.add(
        WebFault.of(
            Kind.STATUS_UNEXPECTED,
            "the status is " + status + ", expected " + wanted,
            new Detail("Expected", wanted),
            new Detail("Actual", Integer.toString(status))));
  }

  private static void header(String expected, HttpAnswer answer, List<WebFault> faults) {
    int colon = expected.indexOf(':');
    String name = (colon < 0 ? expected : expected.substring(0, colon)).strip();
    Optional<String> actual = answer.header(name);
    String value = colon < 0 ? "" : expected.substring(colon + 1).strip();
    boolean right = actual.isPresent() && (colon < 0 || actual.get().equals(latin(value)));
    if (!right) {
      String found = actual.map(Printable::of).map(text -> "'" + text + "'").orElse("absent");
      faults.add(
          WebFault.of(
              Kind.HEADER_UNEXPECTED,
              "the header "
                  + Printable.of(name)
                  + " is "
                  + found
                  + (colon < 0 ? "" : ", expected '" + Printable.of(value) + "'"),
              new Detail("Header", Printable.of(name)),
              new Detail("Expected", Printable.of(value)),
              new Detail("Actual", found)));
    }
  }

  /** Bodies and headers are read byte by byte; texts of the command line are compared so, too. */
  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
