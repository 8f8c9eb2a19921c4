package io.github.pathwhy.diagnose;

import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.trace.evidence.Effect;
import java.util.Optional;

/** One decision of a hop in words, with the place where it was declared. */
public record Evidence(Effect effect, String text, Optional<SourcePosition> declaredAt) {}
