/// Probes with Java's own sockets and the system's `ping`, and paths by the system's `traceroute`:
/// nothing but Java is needed, and nothing but this process's clock is there.
@NullMarked
package io.github.pathwhy.probe.portable;

import org.jspecify.annotations.NullMarked;
