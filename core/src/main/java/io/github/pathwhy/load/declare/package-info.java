/// What inputs declare, before it is read: resources by id, merged over all inputs, and typed
/// access to their fields.
@NullMarked
package io.github.pathwhy.load.declare;

import org.jspecify.annotations.NullMarked;
