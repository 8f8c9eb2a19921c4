/// From a question in people's words to an answer: resolves who is meant, traces the flow, and
/// turns the evidence of the trace into issues under Azure's names, with words that say why.
@NullMarked
package io.github.pathwhy.diagnose;

import org.jspecify.annotations.NullMarked;
