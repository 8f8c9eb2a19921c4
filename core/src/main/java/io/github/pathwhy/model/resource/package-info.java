/// What every resource has: an identity, a type, and the place where it was declared.
@NullMarked
package io.github.pathwhy.model.resource;

import org.jspecify.annotations.NullMarked;
