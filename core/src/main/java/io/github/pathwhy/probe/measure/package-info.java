/// What can be found out with probes over any engine: the hops of a path, the paths of several
/// flows, path MTU, ports, loss and round trips. Knows no sockets and no words of a command line.
@NullMarked
package io.github.pathwhy.probe.measure;

import org.jspecify.annotations.NullMarked;
