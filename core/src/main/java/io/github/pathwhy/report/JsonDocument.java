package io.github.pathwhy.report;

import io.github.pathwhy.text.Printable;
import java.io.StringWriter;
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

  private JsonDocument() {}

  /** The document, indented by two, without a line feed at the end. */
  public static String write(@Nullable Object document) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(new Indented(), text)) {
      write(generator, document);
    }
    return escaped(text.toString());
  }

  /// Characters that act on a terminal are allowed in JSON, but only inside strings, where they can
  /// as well be written as escapes.
  private static String escaped(String json) {
    StringBuilder safe = null;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean unsafe = c != '\n' && !Character.isSurrogate(c) && Printable.isUnsafe(c);
      if (unsafe && safe == null) {
        safe = new StringBuilder(json.length() + 16).append(json, 0, i);
      }
      if (safe != null) {
        safe.append(unsafe ? Printable.escape(c) : String.valueOf(c));
      }
    }
    return safe == null ? json : safe.toString();
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
