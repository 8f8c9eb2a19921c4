package io.github.pathwhy.model.resource;

/// Where something was declared: file as the user named it, line and column counted from 1.
public record SourcePosition(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
