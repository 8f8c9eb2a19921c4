package io.github.pathwhy.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parsed document, JSON or YAML alike; every node knows its place (see {@link Position}). */
public sealed interface Tree {

  /** Where the node starts. */
  long at();

  /** What the node is, for messages. */
  String describe();

  /** A single value. Numbers keep their text. */
  record Scalar(String text, Kind kind, long at) implements Tree {
    @Override
    public String describe() {
      return switch (kind) {
        case NULL -> "null";
        case UNKNOWN -> "the unknown " + text;
        case TEXT, NUMBER, BOOLEAN -> "'" + text + "'";
      };
    }
  }

  /** What a scalar was written as. */
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL,
    /// A value that the input does not know, such as that of a parameter without one. The text
    /// stands for it: what is known literally, what is not in braces, as in `web-{stage}`. Equal
    /// texts mean equal values, so it serves as a name.
    UNKNOWN
  }

  /** A value that the input does not know; the text says in braces what is missing. */
  static Scalar unknown(String text, long at) {
    return new Scalar(text, Kind.UNKNOWN, at);
  }

  /** A text. */
  static Scalar text(String text, long at) {
    return new Scalar(text, Kind.TEXT, at);
  }

  /** A list. */
  record Sequence(List<Tree> items, long at) implements Tree {
    @Override
    public String describe() {
      return "a list";
    }
  }

  /** A key with its value; `at` is the place of the key. */
  record Entry(String key, long at, Tree value) {}

  /** The keys and indexes from the root of a document to the node that is being parsed. */
  final class Trail {
    private final @Nullable String[] keys = new String[Limits.DEPTH];
    private final int[] indexes = new int[Limits.DEPTH];

    /** Notes the key that is being read at a level. */
    public void enter(int depth, String key) {
      keys[depth] = key;
    }

    /** Notes the item that is being read at a level. */
    public void enter(int depth, int index) {
      keys[depth] = null;
      indexes[depth] = index;
    }

    /** The path down to a level, such as `subnets[2].name`. */
    public String path(int depth) {
      StringBuilder path = new StringBuilder();
      for (int i = 0; i <= depth; i++) {
        String key = keys[i];
        if (key == null) {
          path.append('[').append(indexes[i]).append(']');
        } else {
          path.append(path.isEmpty() ? "" : ".").append(key);
        }
      }
      return path.toString();
    }
  }

  /** Keys and values in order. Keys are unique. */
  final class Mapping implements Tree {
    private static final int LINEAR = 12;

    private final List<Entry> entries = new ArrayList<>(4);
    private final long at;
    private @Nullable Map<String, Entry> index;

    /** A bit for each key's form: most look-ups are for keys that are not there. */
    private long forms;

    public Mapping(long at) {
      this.at = at;
    }

    /** Adds an entry; false, and nothing is added, when the key is there already. */
    public boolean add(Entry entry) {
      if (find(entry.key()) != null) {
        return false;
      }
      entries.add(entry);
      forms |= form(entry.key());
      if (index != null) {
        index.put(entry.key(), entry);
      } else if (entries.size() > LINEAR) {
        index = new HashMap<>();
        for (Entry known : entries) {
          index.put(known.key(), known);
        }
      }
      return true;
    }

    /** A bit made of length and first letter, the same for keys that differ in case only. */
    private static long form(String key) {
      return key.isEmpty() ? 1 : 1L << (key.length() * 7 + (key.charAt(0) | 0x20));
    }

    /** The entry with this key. */
    public @Nullable Entry find(String key) {
      if ((forms & form(key)) == 0) {
        return null;
      }
      if (index != null) {
        return index.get(key);
      }
      // By index: a large document is asked millions of times.
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i).key().equals(key)) {
          return entries.get(i);
        }
      }
      return null;
    }

    /** The entry with this key in any case. */
    public @Nullable Entry findIgnoringCase(String key) {
      if ((forms & form(key)) == 0) {
        return null;
      }
      Entry exact = index == null ? null : index.get(key);
      if (exact != null) {
        return exact;
      }
      Entry loose = null;
      for (int i = 0; i < entries.size(); i++) {
        Entry entry = entries.get(i);
        if (entry.key().length() == key.length()) {
          if (entry.key().equals(key)) {
            return entry;
          }
          if (loose == null && entry.key().equalsIgnoreCase(key)) {
            loose = entry;
          }
        }
      }
      return loose;
    }

    /** The value of a key. */
    public @Nullable Tree get(String key) {
      Entry entry = find(key);
      return entry == null ? null : entry.value();
    }

    public List<Entry> entries() {
      return entries;
    }

    @Override
    public long at() {
      return at;
    }

    @Override
    public String describe() {
      return "an object";
    }
  }
}
