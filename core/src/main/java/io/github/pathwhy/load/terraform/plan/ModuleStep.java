package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.text.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One module on the way to an object.
///
/// @param name the name of the call
/// @param key the index or key of one of several
/// @param address the whole address up to here, as the document writes it
record ModuleStep(String name, @Nullable String key, String address) {

  /** The modules of an address such as `module.net["a"].module.dns`. */
  static List<ModuleStep> parse(String address) {
    List<ModuleStep> steps = new ArrayList<>(2);
    int start = 0;
    while (start < address.length() && steps.size() < Limits.DEPTH) {
      int end = end(address, start);
      List<Reference.Part> parts = Reference.parse(address.substring(start, end));
      if (parts.size() < 2) {
        break;
      }
      String key = parts.size() > 2 ? parts.get(2).text() : null;
      steps.add(new ModuleStep(parts.get(1).text(), key, address.substring(0, end)));
      start = end + 1;
    }
    return steps;
  }

  /** Where `module.name` or `module.name["key"]` ends. */
  private static int end(String text, int start) {
    int at = text.indexOf('.', start);
    boolean quoted = false;
    boolean bracket = false;
    for (at = at < 0 ? text.length() : at + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted && c == '\\') {
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '[') {
        bracket = true;
      } else if (!quoted && c == ']') {
        return at + 1;
      } else if (!bracket && c == '.') {
        return at;
      }
    }
    return text.length();
  }
}
