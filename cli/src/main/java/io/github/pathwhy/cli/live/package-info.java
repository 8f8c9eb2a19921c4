/** The commands that ask the real network or this machine. */
@NullMarked
package io.github.pathwhy.cli.live;

import org.jspecify.annotations.NullMarked;
