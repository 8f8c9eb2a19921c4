/// The terminal or pipe that the program talks to: streams, width, colour.
@NullMarked
package io.github.pathwhy.cli.console;

import org.jspecify.annotations.NullMarked;
