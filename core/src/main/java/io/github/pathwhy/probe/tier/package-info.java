/// Chooses the way of probing that works here.
@NullMarked
package io.github.pathwhy.probe.tier;

import org.jspecify.annotations.NullMarked;
