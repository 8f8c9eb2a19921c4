/// Finds the resources that people name: by short name, by `type/name`, by full ARM id.
@NullMarked
package io.github.pathwhy.lookup;

import org.jspecify.annotations.NullMarked;
