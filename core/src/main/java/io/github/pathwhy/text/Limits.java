package io.github.pathwhy.text;

/// How much the inputs of one run may hold, so that a hostile or a huge one ends in a problem and
/// not in a crash. Memory is estimated while documents are parsed, because they are a multiple of
/// their text once they are in memory.
public final class Limits {
  /** How deeply documents may nest: far more than any real one, far less than the stack. */
  public static final int DEPTH = 200;

  private static final int BYTES_OF_NODE = 96;
  private static final int BYTES_OF_MIB = 1024 * 1024;

  private static final long STEPS = 10_000_000;
  private static final int CALLS = 400;

  private final long most;
  private long left;
  private long steps;

  /** Limits for a program that may use this much memory: half of it is for documents. */
  public Limits(long memory) {
    this.most = memory;
    this.left = memory / 2;
  }

  /** Counts the bytes of an input, which are in memory while its text is read. */
  public void addInput(int bytes) {
    left -= bytes;
  }

  /** Counts a node of a document, with the text in it. */
  public void addNode(long at, int characters) {
    left -= BYTES_OF_NODE + characters;
    if (left < 0) {
      throw new Refused(
          at,
          "too large for the " + most / BYTES_OF_MIB + " MiB of memory that Java may use",
          "raise it, such as with PATHWHY_JAVA_OPTS=-Xmx8g");
    }
  }

  /** Counts a step of evaluating what a document computes: real ones need thousands. */
  public void addStep(long at) {
    steps++;
    if (steps > STEPS) {
      throw new Refused(at, "takes more than " + STEPS + " steps to evaluate", "");
    }
  }

  /** Refuses an expression whose value needs too long a chain of others. */
  public static void checkCalls(long at, int depth) {
    if (depth >= CALLS) {
      throw new Refused(at, "an expression that needs more than " + CALLS + " others at once", "");
    }
  }

  /** Refuses a document for what it computes. */
  public static Refused refused(long at, String message, String hint) {
    return new Refused(at, message, hint);
  }

  /** Refuses a node that nests too deeply. */
  public static void checkDepth(long at, int depth) {
    if (depth >= DEPTH) {
      throw new Refused(
          at, "nested more than " + DEPTH + " levels deep", "topologies need a dozen");
    }
  }

  /** Leaves the recursion of a parser when a document asks for too much. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final long at;
    private final String message;
    private final String hint;

    Refused(long at, String message, String hint) {
      super(message, null, false, false);
      this.at = at;
      this.message = message;
      this.hint = hint;
    }

    /** Takes down why the document is not read. */
    public void report(Problems problems) {
      problems.add(at, "", message, hint);
    }
  }
}
