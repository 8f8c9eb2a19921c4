/// Follows a flow hop by hop, and its answers back, through the effective network. A trace holds
/// every decision as evidence and ends in one disposition; it is total and deterministic.
@NullMarked
package io.github.pathwhy.trace;

import org.jspecify.annotations.NullMarked;
