package io.github.pathwhy.live;

import io.github.pathwhy.diagnose.Issue;

/** An issue and where it sits. */
public record Finding(Spot spot, Issue issue) {}
