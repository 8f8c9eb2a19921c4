/// The values of the template language: trees, of which parts may be unknown.
@NullMarked
package io.github.pathwhy.load.template.value;

import org.jspecify.annotations.NullMarked;
