package io.github.pathwhy.report;

import io.github.pathwhy.text.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Writes documents of maps, lists, strings, numbers, booleans and null as JSON. */
public final class JsonDocument {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

  /** Everything before is plain text or a control character, which JSON escapes anyway. */
  private static final char DELETE = 0x7f;

  private JsonDocument() {}

  /** The document, indented by two, without a line feed at the end. */
  public static String write(@Nullable Object document) {
    StringWriter text = new StringWriter();
    write(document, text);
    return text.toString();
  }

  /** Prints the document, indented by two, and a line feed, in UTF-8. */
  public static void print(@Nullable Object document, OutputStream out) throws IOException {
    // Neither closed nor flushed before its end: a small document is one write.
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    write(document, text);
    text.write('\n');
    text.flush();
  }

  private static void write(@Nullable Object document, Writer text) {
    try (JsonGenerator generator = FACTORY.createGenerator(new Indented(), new SafeWriter(text))) {
      write(generator, document);
    }
  }

  private static void write(JsonGenerator generator, @Nullable Object value) {
    switch (value) {
      case null -> generator.writeNull();
      case Map<?, ?> map -> {
        generator.writeStartObject();
        map.forEach((key, item) -> {
          generator.writeName((String) key);
          write(generator, item);
        });
        generator.writeEndObject();
      }
      case Iterable<?> list -> {
        generator.writeStartArray();
        list.forEach(item -> write(generator, item));
        generator.writeEndArray();
      }
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      case Double number -> generator.writeNumber(number);
      case Boolean flag -> generator.writeBoolean(flag);
      default -> generator.writeString(value.toString());
    }
  }

  /// Characters that act on a terminal are allowed in JSON, but only inside strings, where they can
  /// as well be written as escapes.
  private static final class SafeWriter extends Writer {
    private final Writer text;

    SafeWriter(Writer text) {
      this.text = text;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
      int end = offset + length;
      int written = offset;
      for (int i = offset; i < end; i++) {
        char c = characters[i];
        if (c >= DELETE && !Character.isSurrogate(c) && Printable.isUnsafe(c)) {
          text.write(characters, written, i - written);
          text.write(Printable.escape(c));
          written = i + 1;
        }
      }
      text.write(characters, written, end - written);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Asks Jackson for line feeds and two blanks. */
  private static final class Indented extends ObjectWriteContext.Base {
    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER);
    }
  }
}
