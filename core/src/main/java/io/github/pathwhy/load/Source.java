package io.github.pathwhy.load;

/** An input: the name to show in messages, and its bytes. */
public record Source(String name, byte[] content) {}
