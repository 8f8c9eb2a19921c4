/// Ways out of virtual networks to other networks: gateways, their connections, hubs, route
/// servers.
@NullMarked
package io.github.pathwhy.model.gateway;

import org.jspecify.annotations.NullMarked;
