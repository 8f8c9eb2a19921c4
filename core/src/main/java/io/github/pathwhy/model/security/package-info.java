/// Rules that allow and deny, and the terms that they are written in.
@NullMarked
package io.github.pathwhy.model.security;

import org.jspecify.annotations.NullMarked;
