package io.github.pathwhy.probe.dns;

import java.io.IOException;

/** Something came back that is no answer; the message says what. */
final class BadAnswerException extends IOException {
  private static final long serialVersionUID = 1;

  private final NameFailure failure;

  BadAnswerException(NameFailure failure, String words) {
    super(words);
    this.failure = failure;
  }

  BadAnswerException(String words) {
    this(NameFailure.BAD_ANSWER, words);
  }

  NameFailure failure() {
    return failure;
  }
}
