package io.github.pathwhy.load.census;

/// A property of a resource, looked at.
///
/// @param finding what it means with its value; for a list, with all its elements
/// @param below the place of what the value holds. Rows there count whatever the finding is.
public record Judged(Finding finding, Place below) {}
