/// The packet filter of this machine: what its rules make of a packet.
@NullMarked
package io.github.pathwhy.probe.host.firewall;

import org.jspecify.annotations.NullMarked;
