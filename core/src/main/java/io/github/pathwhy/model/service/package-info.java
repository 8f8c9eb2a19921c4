/// Managed services that stand in the path of a flow or at its end.
@NullMarked
package io.github.pathwhy.model.service;

import org.jspecify.annotations.NullMarked;
