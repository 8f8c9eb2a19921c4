/// pathwhy's own form, written by people.
@NullMarked
package io.github.pathwhy.load.own;

import org.jspecify.annotations.NullMarked;
