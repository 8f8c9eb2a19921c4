/// Runs a command on another machine through the system's ssh, and brings its answer back. What
/// comes from there is foreign: bounded, and made safe to show.
@NullMarked
package io.github.pathwhy.cli.via;

import org.jspecify.annotations.NullMarked;
