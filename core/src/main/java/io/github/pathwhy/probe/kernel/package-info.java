/// Probing with Linux sockets and their error queues, without privilege: real connections,
/// datagrams and echo sockets with a time to live, and the kernel's own time stamps.
@NullMarked
package io.github.pathwhy.probe.kernel;

import org.jspecify.annotations.NullMarked;
