package io.github.pathwhy.probe.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.probe.web.WebOutcome.HttpAnswer;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of servers, well-behaved and others. */
@Timeout(30)
final class HttpReaderTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static HttpAnswer read(String text) throws IOException, HttpReader.InvalidException {
    return read("GET", text);
  }

  private static HttpAnswer read(String method, String text)
      throws IOException, HttpReader.InvalidException {
    return new HttpReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))
        .read(method);
  }

  @Test
  void lengthChunksAndTheEnd() throws Exception {
    assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokmore").body()).isEqualTo("ok");
    assertThat(read(CHUNKED + "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").body()).isEqualTo("abcde");
    assertThat(read("HTTP/1.0 200\r\n\r\nto the end").body()).isEqualTo("to the end");
    assertThat(read("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n").isWhole()).isTrue();
    assertThat(read("HTTP/1.1 204 No\r\nContent-Length: 9\r\n\r\n").body()).isEmpty();
  }

  @Test
  void interimAnswersArePassedOver() throws Exception {
    HttpAnswer answer =
        read("HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 404 Gone astray\r\nA: b\r\n\r\n");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.reason()).isEqualTo("Gone astray");
    assertThat(answer.header("a")).contains("b");
  }

  @Test
  void aShortBodyIsNotWhole() throws Exception {
    assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").isWhole()).isFalse();
    assertThat(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc").isWhole())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1200 OK\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n"
      })
  void whatIsNoHttp(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(HttpReader.InvalidException.class);
  }

  @Test
  void nothingAtAll() {
    assertThatThrownBy(() -> read("")).isInstanceOf(EOFException.class);
  }

  @Test
  void messagesHaveNoControlCharacters() {
    assertThatThrownBy(() -> read("\u001b[2J\u001b]0;x\u0007\r\n"))
        .satisfies(
            e -> assertThat(e.getMessage()).doesNotContain("\u001b").doesNotContain("\u0007"));
  }

  /** Repeats a text for ever. */
  private static InputStream endless(String start, String again) {
    return new InputStream() {
      private int at;

      @Override
      public int read(byte[] bytes, int from, int length) {
        for (int i = 0; i < length; i++) {
          bytes[from + i] = (byte) read();
        }
        return length;
      }

      @Override
      public int read() {
        int i = at++;
        return i < start.length()
            ? start.charAt(i)
            : again.charAt((i - start.length()) % again.length());
      }
    };
  }

  @ParameterizedTest
  @CsvSource({"'HTTP/1.1 200 OK\n', 'A: b\n'", "'', 'x'", "'', 'HTTP/1.1 100 C\n\n'"})
  void endlessHeadsEnd(String start, String again) {
    assertThatThrownBy(() -> new HttpReader(endless(start, again)).read("GET"))
        .isInstanceOf(HttpReader.InvalidException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\n\n", "HTTP/1.1 200 OK\nContent-Length: 9000000000\n\n"})
  void endlessBodiesEnd(String start) throws Exception {
    HttpAnswer answer = new HttpReader(endless(start, "x")).read("GET");
    assertThat(answer.isWhole()).isFalse();
    assertThat(answer.body()).hasSize(1024 * 1024);
  }

  @Test
  void endlessChunksEnd() throws Exception {
    HttpAnswer answer =
        new HttpReader(endless("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n", "4\r\nabcd\r\n"))
            .read("GET");
    assertThat(answer.isWhole()).isFalse();
  }

  @Test
  void anyBytes() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      String start = random.nextBoolean() ? "HTTP/1.1 200 OK\r\n" : "";
      try {
        read(start + new String(bytes, StandardCharsets.ISO_8859_1));
      } catch (IOException | HttpReader.InvalidException _) {
        // An answer of either kind is all right; anything else fails the test.
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, 200, 200",
    "2xx, 200, 299",
    "5XX, 500, 599",
    "301-304, 301, 304",
    "' 418 ', 418, 418"
  })
  void statusRanges(String text, int first, int last) {
    assertThat(StatusRange.parse(text)).contains(new StatusRange(first, last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2x", "20", "2000", "600", "xxx", "304-301", "200-", "-200", "２００"})
  void noStatusRanges(String text) {
    assertThat(StatusRange.parse(text)).isEmpty();
  }
}
