package io.github.pathwhy.inspect;

import java.util.Optional;

/// Where a question is asked: at a machine, at one of its interfaces, or at an interface alone,
/// each as people name it.
public record Place(Optional<String> machine, Optional<String> networkInterface) {}
