/// What a test of a connection monitor comes to: its checks against its limits.
@NullMarked
package io.github.pathwhy.monitor.state;

import org.jspecify.annotations.NullMarked;
