/// A connectivity check with real packets: asks the network, explains what came back with Azure's
/// names, and lays it beside the simulated answer.
@NullMarked
package io.github.pathwhy.live;

import org.jspecify.annotations.NullMarked;
