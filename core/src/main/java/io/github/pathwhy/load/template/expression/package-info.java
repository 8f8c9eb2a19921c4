/// The expressions of the template language: what stands in brackets, and what it comes to.
@NullMarked
package io.github.pathwhy.load.template.expression;

import org.jspecify.annotations.NullMarked;
