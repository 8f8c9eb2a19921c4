package io.github.pathwhy.load.template;

import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.template.expression.Evaluation;
import io.github.pathwhy.text.Limits;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One template with all that it links to, while it is read: the resources by id, the files beside
/// it, and what it may cost.
final class Run {
  private static final int MOST_RESOURCES = 20_000;

  private final Reading reading;
  private final Evaluation evaluation;
  private final Map<String, Instance> resources = new HashMap<>();
  private final Map<String, Optional<Reading.Neighbour>> neighbours = new HashMap<>();
  private int count;

  Run(Reading reading) {
    this.reading = reading;
    this.evaluation = new Evaluation(reading.limits());
  }

  Reading reading() {
    return reading;
  }

  Evaluation evaluation() {
    return evaluation;
  }

  /** Takes down a resource that expressions can refer to. */
  void register(Instance instance) {
    if (++count > MOST_RESOURCES) {
      throw Limits.refused(
          instance.at(), "more than " + MOST_RESOURCES + " resources", "a template has 800");
    }
    String key = key(instance.id());
    Instance other = resources.get(key);
    if (other == null || other.isExisting()) {
      resources.put(key, instance);
    }
  }

  /** The resource with an id. */
  @Nullable Instance find(String id) {
    return resources.get(key(id));
  }

  private static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  /** The document at a path relative to the template; read once. */
  Optional<Reading.Neighbour> neighbour(String path, long at) {
    Optional<Reading.Neighbour> known = neighbours.get(path);
    if (known == null) {
      known = reading.neighbour(path, at);
      neighbours.put(path, known);
    }
    return known;
  }
}
