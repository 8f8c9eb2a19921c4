package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveInterface;

/** What a kind of device does with the packets that reach one of its interfaces. */
interface Device {

  /// A packet of a request for one of its own addresses. Answers do not come here: they go back
  /// where their request came from, or have arrived.
  void receive(Walk walk, EffectiveInterface at);

  /** A packet of a request or of an answer for somebody else. */
  void forward(Walk walk, EffectiveInterface at);
}
