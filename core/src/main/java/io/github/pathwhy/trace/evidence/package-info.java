/// What a trace found: paths of hops, the decisions taken at each, and what they add up to.
@NullMarked
package io.github.pathwhy.trace.evidence;

import org.jspecify.annotations.NullMarked;
