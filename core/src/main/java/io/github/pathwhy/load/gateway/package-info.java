/// Readers of gateways, their connections, route servers and virtual hubs.
@NullMarked
package io.github.pathwhy.load.gateway;

import org.jspecify.annotations.NullMarked;
