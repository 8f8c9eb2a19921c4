/// The functions of the template language that depend on their arguments alone.
@NullMarked
package io.github.pathwhy.load.template.function;

import org.jspecify.annotations.NullMarked;
