package io.github.pathwhy.load.form;

import io.github.pathwhy.text.Tree;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Values for the parameters of templates, as a parameters file gives them; names ignore case. */
public final class Parameters {
  private final Map<String, Tree> values = new HashMap<>();

  /** Gives a parameter its value; a later one replaces it. */
  public void put(String name, Tree value) {
    values.put(name.toLowerCase(Locale.ROOT), value);
  }

  /** Takes over all values of others; they replace those that are there. */
  public void putAll(Parameters others) {
    values.putAll(others.values);
  }

  /** The value of a parameter, when the user gave one. */
  public Optional<Tree> find(String name) {
    return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
  }
}
