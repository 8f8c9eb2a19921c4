/// The network as it is declared: immutable records for Azure resources, without any decision. What
/// an input does not say is absent here, never a default that only looks like knowledge.
@NullMarked
package io.github.pathwhy.model;

import org.jspecify.annotations.NullMarked;
