/// What Azure prints of resources that exist: lists of the REST API, the `az` command's output,
/// rows of Resource Graph.
@NullMarked
package io.github.pathwhy.load.dump;

import org.jspecify.annotations.NullMarked;
