package io.github.pathwhy.text;

/** An input: the name to show in messages, and its bytes. */
public final class Source {
  private final String name;
  private final byte[] content;

  public Source(String name, byte[] content) {
    this.name = name;
    this.content = content; // not copied: inputs can be large
  }

  /** The name to show in messages, usually a path. */
  public String name() {
    return name;
  }

  /** The bytes; not to be changed. */
  public byte[] content() {
    return content;
  }
}
