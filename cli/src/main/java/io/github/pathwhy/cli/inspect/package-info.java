/** The verbs that look at one place of a topology. */
@NullMarked
package io.github.pathwhy.cli.inspect;

import org.jspecify.annotations.NullMarked;
