package io.github.pathwhy.load.form;

import io.github.pathwhy.text.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what the inputs hold that has no part in the answers. */
public final class Omissions {
  // A person reads the first screens; a hostile input must not fill memory.
  private static final int MOST = 10_000;

  private final Problems problems;
  private final Map<Key, Counted> found = new LinkedHashMap<>();

  private record Key(String what, String why) {}

  private static final class Counted {
    private final long at;
    private int times;

    Counted(long at) {
      this.at = at;
    }
  }

  /** Collects places in the inputs that the problems know. */
  public Omissions(Problems problems) {
    this.problems = problems;
  }

  /** Notes something; what has been said before is counted. */
  public void add(long at, String what, String why) {
    Key key = new Key(what, why);
    Counted counted = found.get(key);
    if (counted == null) {
      if (found.size() >= MOST) {
        return;
      }
      counted = new Counted(at);
      found.put(key, counted);
    }
    counted.times++;
  }

  /** Everything, in the order in which it was found. */
  public List<LeftOut> all() {
    List<LeftOut> all = new ArrayList<>(found.size());
    found.forEach((key, counted) ->
        all.add(new LeftOut(problems.position(counted.at), key.what(), key.why(), counted.times)));
    return all;
  }
}
