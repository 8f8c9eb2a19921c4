/// The commands under their names in `az`, with the habits of `az`.
@NullMarked
package io.github.pathwhy.cli.az;

import org.jspecify.annotations.NullMarked;
