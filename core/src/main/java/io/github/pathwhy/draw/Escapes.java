package io.github.pathwhy.draw;

import io.github.pathwhy.text.Printable;

/** Foreign text as the formats of pictures take it, where it can mean nothing but itself. */
public final class Escapes {
  private static final String PLAIN_IN_MERMAID = " _-.,:/()+*@=%";

  private Escapes() {}

  /** As content or attribute of XML and HTML. */
  public static String xml(String foreign) {
    StringBuilder safe = new StringBuilder(foreign.length() + 8);
    String printable = Printable.whole(foreign);
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        // Not characters of XML, although they are of Unicode.
        case '\ufffe', '\uffff' -> safe.append('\ufffd');
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  /** Within the quotes of a Mermaid label. */
  public static String mermaid(String foreign) {
    StringBuilder safe = new StringBuilder(foreign.length() + 8);
    Printable.whole(foreign)
        .codePoints()
        .forEach(c -> {
          if (Character.isLetterOrDigit(c) || PLAIN_IN_MERMAID.indexOf(c) >= 0) {
            safe.appendCodePoint(c);
          } else {
            safe.append('#').append(c).append(';');
          }
        });
    return safe.toString();
  }

  /** A quoted text of DOT, of printable lines; line feeds become Graphviz's own. */
  public static String dot(String lines) {
    String safe = lines.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + safe + '"';
  }
}
