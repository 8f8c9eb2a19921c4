/// Network values: addresses, prefixes, ports, protocols and flows. Pure values without any
/// knowledge of Azure; IPv4 and IPv6 are equal citizens.
@NullMarked
package io.github.pathwhy.net;

import org.jspecify.annotations.NullMarked;
