package io.github.pathwhy.probe.dns;

import java.io.IOException;

/// Carries a question to one server and brings back its answer.
@FunctionalInterface
interface Exchange {

  /// Asks and waits for a message that {@link Query#objection} has nothing against. Silence is a
  /// {@link java.net.SocketTimeoutException}; what is no answer a {@link BadAnswerException}.
  ///
  /// @param watch is started with the first packet, of a connection where there is one, and stopped
  ///   at the answer
  byte[] ask(Query query, long timeoutNanos, Stopwatch watch) throws IOException;
}
