package io.github.pathwhy.model.resource;

/** Anything in a topology that has an identity of its own. */
public interface Resource {

  /** The identity. */
  ResourceId id();

  /** Where it was declared. */
  SourcePosition declaredAt();

  /** The short name. */
  default String name() {
    return id().name();
  }
}
