/// Watches with libpcap what another engine sends and what comes back: who sent a reply, and when
/// it was on the wire. Sends nothing itself.
@NullMarked
package io.github.pathwhy.probe.capture;

import org.jspecify.annotations.NullMarked;
