/// Virtual networks and what is in them: subnets, peerings, interfaces, addresses, machines,
/// routes.
@NullMarked
package io.github.pathwhy.model.network;

import org.jspecify.annotations.NullMarked;
