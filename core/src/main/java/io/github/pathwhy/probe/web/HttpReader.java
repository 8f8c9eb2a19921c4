package io.github.pathwhy.probe.web;

import io.github.pathwhy.probe.web.WebOutcome.Header;
import io.github.pathwhy.probe.web.WebOutcome.HttpAnswer;
import io.github.pathwhy.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads an answer of HTTP/1.1 (RFC 9112), with bounds on everything that a server may send.
final class HttpReader {
  private static final int MOST_LINE = 16 * 1024;
  private static final int MOST_HEADERS = 200;
  private static final int MOST_HEAD = 64 * 1024;
  private static final int MOST_BODY = 1024 * 1024;
  private static final int MOST_INTERIM = 10;
  private static final int EXCERPT = 60;

  private final InputStream stream;
  private int head;

  HttpReader(InputStream stream) {
    this.stream = stream;
  }

  /** What came is no HTTP. */
  static final class InvalidException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidException(String message) {
      super(message);
    }
  }

  /** The answer to a request; interim ones are passed over. */
  HttpAnswer read(String method) throws IOException, InvalidException {
    for (int i = 0; i < MOST_INTERIM; i++) {
      String line = line();
      int status = status(line);
      String reason = line.length() > 13 ? line.substring(13) : "";
      List<Header> headers = headers();
      if (status / 100 != 1 || status == 101) {
        return body(method, new HttpAnswer(status, reason, headers, "", true));
      }
    }
    throw new InvalidException("more than " + MOST_INTERIM + " interim answers");
  }

  private static int status(String line) throws InvalidException {
    boolean isHttp = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
    int status = 0;
    for (int i = 9; isHttp && i < 12; i++) {
      char c = line.charAt(i);
      isHttp = c >= '0' && c <= '9';
      status = status * 10 + c - '0';
    }
    if (!isHttp || status < 100) {
      String excerpt = line.length() > EXCERPT ? line.substring(0, EXCERPT) + "…" : line;
      throw new InvalidException("no HTTP answer, but '" + Printable.of(excerpt) + "'");
    }
    return status;
  }

  private List<Header> headers() throws IOException, InvalidException {
    List<Header> headers = new ArrayList<>();
    while (true) {
      String line = line();
      if (line.isEmpty()) {
        return headers;
      }
      if (headers.size() == MOST_HEADERS) {
        throw new InvalidException("more than " + MOST_HEADERS + " headers");
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
    }
  }

  private String line() throws IOException, InvalidException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (true) {
      int b = stream.read();
      if (b < 0) {
        if (bytes.size() == 0) {
          throw new EOFException("the server closed the connection without an answer");
        }
        break;
      }
      if (b == '\n') {
        break;
      }
      bytes.write(b);
      head++;
      if (bytes.size() > MOST_LINE || head > MOST_HEAD) {
        throw new InvalidException("a head of more than " + MOST_HEAD / 1024 + " KiB");
      }
    }
    String line = bytes.toString(StandardCharsets.ISO_8859_1);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  // ---- body ----

  private HttpAnswer body(String method, HttpAnswer answer) throws IOException, InvalidException {
    boolean none =
        method.equals("HEAD")
            || answer.status() == 204
            || answer.status() == 304
            || answer.status() == 101;
    if (none) {
      return answer;
    }
    Optional<String> coding = answer.header("Transfer-Encoding");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole;
    if (coding.isPresent() && coding.get().toLowerCase(Locale.ROOT).endsWith("chunked")) {
      whole = readChunks(body);
    } else {
      Optional<String> length = answer.header("Content-Length");
      whole = readUpTo(body, length.isPresent() ? number(length.get()) : Long.MAX_VALUE);
    }
    return new HttpAnswer(
        answer.status(),
        answer.reason(),
        answer.headers(),
        body.toString(StandardCharsets.ISO_8859_1),
        whole);
  }

  private boolean readUpTo(ByteArrayOutputStream body, long length) throws IOException {
    long wanted = Math.min(length, MOST_BODY - body.size());
    byte[] bytes = stream.readNBytes((int) wanted);
    body.writeBytes(bytes);
    return bytes.length == length || (length == Long.MAX_VALUE && bytes.length < wanted);
  }

  private boolean readChunks(ByteArrayOutputStream body) throws IOException, InvalidException {
    while (true) {
      String line = line();
      head = 0;
      int end = line.indexOf(';');
      long size = hex((end < 0 ? line : line.substring(0, end)).strip());
      if (size == 0) {
        return true;
      }
      if (!readUpTo(body, size)) {
        return false;
      }
      line();
    }
  }

  private static long number(String text) throws InvalidException {
    return parse(text.strip(), 10, "Content-Length");
  }

  private static long hex(String text) throws InvalidException {
    return parse(text, 16, "chunk size");
  }

  private static long parse(String text, int radix, String what) throws InvalidException {
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0 || value > Long.MAX_VALUE / 32) {
        throw new InvalidException("the " + what + " '" + Printable.of(text) + "' is no number");
      }
      value = value * radix + digit;
    }
    if (text.isEmpty()) {
      throw new InvalidException("an empty " + what);
    }
    return value;
  }
}
