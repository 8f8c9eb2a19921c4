package io.github.pathwhy.load.form;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what the inputs hold that has no part in the answers. */
public final class Omissions {
  // A person reads the first screens; a hostile input must not fill memory.
  private static final int MOST = 10_000;

  private final Problems problems;
  private final int most;
  private final Map<Key, Counted> found = new LinkedHashMap<>();

  private record Key(String what, String why, Optional<ResourceId> resource) {}

  private static final class Counted {
    private final long at;
    private int times;

    Counted(long at) {
      this.at = at;
    }
  }

  /** Collects places in the inputs that the problems know. */
  public Omissions(Problems problems) {
    this(problems, MOST);
  }

  private Omissions(Problems problems, int most) {
    this.problems = problems;
    this.most = most;
  }

  /** A collection of its own for one document, as long as there is room for more. */
  public Omissions fork(int taken) {
    return new Omissions(problems, Math.max(0, most - found.size() - taken));
  }

  /** How many different things there are. */
  public int size() {
    return found.size();
  }

  /** Takes over what others hold. */
  public void addAll(Omissions others) {
    others.found.forEach((key, counted) -> add(counted.at, key, counted.times));
  }

  /** Notes something; what has been said before is counted. */
  public void add(long at, String what, String why) {
    add(at, new Key(what, why, Optional.empty()), 1);
  }

  /** Notes a resource, of which an answer may still say that it counts. */
  public void add(long at, ResourceId resource, String what, String why) {
    add(at, new Key(what, why, Optional.of(resource)), 1);
  }

  private void add(long at, Key key, int times) {
    Counted counted = found.get(key);
    if (counted == null) {
      if (found.size() >= most) {
        return;
      }
      counted = new Counted(at);
      found.put(key, counted);
    }
    counted.times += times;
  }

  /** Everything, in the order in which it was found. */
  public List<LeftOut> all() {
    List<LeftOut> all = new ArrayList<>(found.size());
    found.forEach((key, counted) ->
        all.add(
            new LeftOut(
                problems.position(counted.at),
                key.what(),
                key.why(),
                counted.times,
                key.resource())));
    return all;
  }
}
