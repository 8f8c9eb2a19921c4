/// Readers of virtual networks, their interfaces, machines, routes and rules, and of overlays.
@NullMarked
package io.github.pathwhy.load.network;

import org.jspecify.annotations.NullMarked;
