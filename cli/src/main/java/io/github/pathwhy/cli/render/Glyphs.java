package io.github.pathwhy.cli.render;

/** The characters of drawings and marks. */
record Glyphs(
    String branch,
    String lastBranch,
    String stem,
    String good,
    String bad,
    String warning,
    String unknown,
    String aside,
    String arrow) {
  private static final Glyphs UNICODE =
      new Glyphs("├─ ", "└─ ", "│  ", "✓", "✗", "!", "?", "·", "→");
  private static final Glyphs ASCII =
      new Glyphs("|- ", "`- ", "|  ", "+", "x", "!", "?", "-", "->");

  static Glyphs of(boolean unicode) {
    return unicode ? UNICODE : ASCII;
  }
}
