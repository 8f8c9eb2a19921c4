/// Security rules with their tags resolved, in the order in which they are asked, and what they
/// decide.
@NullMarked
package io.github.pathwhy.effective.rules;

import org.jspecify.annotations.NullMarked;
