package io.github.pathwhy.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Turns the bytes of an input into text: UTF-8, or UTF-16 and UTF-32 by byte order mark or pattern.
 */
public final class TextDecoder {
  private static final char REPLACEMENT = '\ufffd';

  private TextDecoder() {}

  /** The text without byte order mark; empty when a problem was reported. */
  public static Optional<String> decode(byte[] content, int input, Problems problems) {
    Encoding encoding = detect(content);
    ByteBuffer bytes = ByteBuffer.wrap(content, encoding.skip(), content.length - encoding.skip());
    try {
      String direct = new String(content, encoding.skip(), bytes.remaining(), encoding.charset());
      // Made directly, a string needs half the memory; this character may stand for bad bytes.
      String text =
          direct.indexOf(REPLACEMENT) < 0
              ? direct
              : encoding.charset().newDecoder().decode(bytes).toString();
      return findControl(text, input, problems) ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException e) {
      problems.add(
          input,
          "not " + encoding.charset().name() + " text: bad byte at offset " + bytes.position(),
          "save the file as UTF-8");
      return Optional.empty();
    }
  }

  /** Whether the content is ASCII without control characters. */
  static boolean isPlain(byte[] content) {
    for (byte b : content) {
      if (b < ' ' ? b != '\n' && b != '\r' && b != '\t' : b == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private record Encoding(Charset charset, int skip) {}

  private static Encoding detect(byte[] bytes) {
    if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
      return new Encoding(StandardCharsets.UTF_8, 3);
    }
    if (startsWith(bytes, 0xff, 0xfe, 0, 0)) {
      return new Encoding(StandardCharsets.UTF_32LE, 4);
    }
    if (startsWith(bytes, 0, 0, 0xfe, 0xff)) {
      return new Encoding(StandardCharsets.UTF_32BE, 4);
    }
    if (startsWith(bytes, 0xff, 0xfe)) {
      return new Encoding(StandardCharsets.UTF_16LE, 2);
    }
    if (startsWith(bytes, 0xfe, 0xff)) {
      return new Encoding(StandardCharsets.UTF_16BE, 2);
    }
    // Without a mark, the zero halves of ASCII characters give UTF-16 away.
    if (bytes.length >= 4 && bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0) {
      return new Encoding(StandardCharsets.UTF_16LE, 0);
    }
    if (bytes.length >= 4 && bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0) {
      return new Encoding(StandardCharsets.UTF_16BE, 0);
    }
    return new Encoding(StandardCharsets.UTF_8, 0);
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Reports the first character that no text file has. */
  private static boolean findControl(String text, int input, Problems problems) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
        line++;
        lineStart = i + 1;
      } else if (isControl(c)) {
        problems.add(
            Position.of(input, line, text.codePointCount(lineStart, i) + 1),
            "",
            "control character " + Printable.of(String.valueOf(c)),
            "text files have none; is this a text file?");
        return true;
      }
    }
    return false;
  }

  /** What YAML forbids too: controls except tab and line ends, and two characters that are none. */
  private static boolean isControl(char c) {
    if (c < 0x20) {
      return c != '\t' && c != '\r';
    }
    return (c >= 0x7f && c < 0xa0 && c != '\u0085') || c >= 0xfffe;
  }
}
