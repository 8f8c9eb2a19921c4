/// What this machine knows of itself: its routes and neighbours, its firewall, how busy it is.
@NullMarked
package io.github.pathwhy.probe.host;

import org.jspecify.annotations.NullMarked;
