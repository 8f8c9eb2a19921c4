package io.github.pathwhy.text;

import java.util.Optional;

/** An input: the name to show in messages, its bytes, and the files that lie near it. */
public final class Source {
  private final String name;
  private final byte[] content;
  private final Neighbours neighbours;
  private final Optional<String> folder;

  /** An input without neighbours. */
  public Source(String name, byte[] content) {
    this(name, content, Neighbours.NONE);
  }

  public Source(String name, byte[] content, Neighbours neighbours) {
    this(name, content, neighbours, Optional.empty());
  }

  private Source(String name, byte[] content, Neighbours neighbours, Optional<String> folder) {
    this.name = name;
    this.content = content; // not copied: inputs can be large
    this.neighbours = neighbours;
    this.folder = folder;
  }

  /** The same input as one that was found in a folder. */
  public Source in(String folder) {
    return new Source(name, content, neighbours, Optional.of(folder));
  }

  /// The folder that the user named, when the file was found there and not named itself. Such a
  /// file may turn out to be something else than was looked for.
  public Optional<String> folder() {
    return folder;
  }

  /** The files that an input may refer to. */
  @FunctionalInterface
  public interface Neighbours {
    /** Nothing is near. */
    Neighbours NONE = _ -> new Neighbour.Refused("no file lies beside this input");

    /** The file at a path relative to the input, with forward slashes. */
    Neighbour find(String relativePath);
  }

  /** What lies at a path relative to an input. */
  public sealed interface Neighbour {
    /** The file. */
    record Found(Source source) implements Neighbour {}

    /// No file, or none that may be read: only the folder of the input that the user gave, and what
    /// is below it, is.
    record Refused(String reason) implements Neighbour {}
  }

  /** The files that lie near. */
  public Neighbours neighbours() {
    return neighbours;
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
