/// The command: arguments in, one answer out, an exit code. Commands ask the engine and render what
/// it says; they decide nothing.
@NullMarked
package io.github.pathwhy.cli;

import org.jspecify.annotations.NullMarked;
