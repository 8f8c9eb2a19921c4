/// Many ports of many hosts: as fast as the network carries, and asked again before they are called
/// filtered.
@NullMarked
package io.github.pathwhy.probe.scan;

import org.jspecify.annotations.NullMarked;
