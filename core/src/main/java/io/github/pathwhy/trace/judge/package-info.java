/// Decisions about a flow at one place that need nothing of the path before: what a firewall's
/// rules say, whether a member is healthy, a tunnel up, a guest in order, and how a flow gets out.
@NullMarked
package io.github.pathwhy.trace.judge;

import org.jspecify.annotations.NullMarked;
