package io.github.pathwhy.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal as Azure's APIs put it: an error with a code and a message. */
public final class ErrorDocument {
  private ErrorDocument() {}

  public static Map<String, Object> of(String code, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    return Map.of("error", error);
  }
}
