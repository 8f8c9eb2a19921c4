/// Connection monitors as they are defined: which endpoints are tested from where, how and how
/// often. A definition is read from what Azure Resource Manager takes and `az` prints, and
/// everything that the service would refuse is a problem.
@NullMarked
package io.github.pathwhy.monitor.definition;

import org.jspecify.annotations.NullMarked;
