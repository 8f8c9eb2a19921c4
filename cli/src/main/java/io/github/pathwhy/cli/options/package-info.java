/// Options that several commands share, and how their words are read.
@NullMarked
package io.github.pathwhy.cli.options;

import org.jspecify.annotations.NullMarked;
