/// Resolves names as this machine does, question by question: which server was asked for what, over
/// which transport, how long it took and what it said. Messages are dnsjava's; the sockets are
/// ours, so that a closed port, silence, a truncated answer and a foreign one are told apart.
@NullMarked
package io.github.pathwhy.probe.dns;

import org.jspecify.annotations.NullMarked;
