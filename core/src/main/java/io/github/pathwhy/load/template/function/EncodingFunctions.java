package io.github.pathwhy.load.template.function;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Json;
import io.github.pathwhy.load.template.value.UnknownNeeded;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Functions that write texts in other ways: Base64, data URIs, escapes, and URIs put together. */
final class EncodingFunctions {
  private static final String UNRESERVED = "-_.~!*'()";

  private EncodingFunctions() {}

  static @Nullable Tree call(String name, Arguments call) {
    return switch (name) {
      case "base64" -> call.expect(1, 1).result(encode(plain(call)));
      case "base64tostring" -> call.expect(1, 1).result(decode(call, call.text(0)));
      case "base64tojson" -> json(call.expect(1, 1));
      case "datauri" ->
          call.expect(1, 1).result("data:text/plain;charset=utf8;base64," + encode(plain(call)));
      case "datauritostring" -> call.expect(1, 1).result(dataUri(call));
      case "uricomponent" -> call.expect(1, 1).result(escape(plain(call)));
      case "uricomponenttostring" -> call.expect(1, 1).result(unescape(call));
      case "uri" -> uri(call.expect(2, 2));
      default -> null;
    };
  }

  private static String plain(Arguments call) {
    if (Values.hasPlaceholder(call.text(0))) {
      throw new UnknownNeeded();
    }
    return call.text(0);
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(Arguments call, String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw call.wrong(call.get(0), 0, "Base64");
    }
  }

  private static Tree json(Arguments call) {
    String text = decode(call, call.text(0));
    return Json.parse(text, call.limits(), call.at())
        .orElseThrow(() -> new Failure("base64ToJson() of '" + text + "'", "expected JSON"));
  }

  private static String dataUri(Arguments call) {
    String text = call.text(0);
    int comma = text.indexOf(',');
    if (!text.startsWith("data:") || comma < 0) {
      throw call.wrong(call.get(0), 0, "a data URI");
    }
    return text.substring(0, comma).endsWith(";base64")
        ? decode(call, text.substring(comma + 1))
        : text.substring(comma + 1);
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 255);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      if (plain) {
        escaped.append(c);
      } else {
        escaped.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        escaped.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return escaped.toString();
  }

  private static String unescape(Arguments call) {
    try {
      return URLDecoder.decode(call.text(0).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw call.wrong(call.get(0), 0, "a text with escapes such as %2F");
    }
  }

  /** A path under a base, as documented: what follows the last slash of the base is replaced. */
  private static Tree uri(Arguments call) {
    if (!(call.get(0) instanceof Tree.Scalar base) || !(call.get(1) instanceof Tree.Scalar path)) {
      throw call.wrong(call.get(0), 0, "texts");
    }
    boolean unknown = Values.isUnknown(base) || Values.isUnknown(path);
    String folder = base.text();
    int authority = folder.indexOf("://");
    int slash = folder.lastIndexOf('/');
    if (slash > authority + 2) {
      folder = folder.substring(0, slash);
    }
    return call.built(folder + (path.text().startsWith("/") ? "" : "/") + path.text(), unknown);
  }
}
