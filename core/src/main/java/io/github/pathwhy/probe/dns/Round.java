package io.github.pathwhy.probe.dns;

import io.github.pathwhy.probe.Stop;
import io.github.pathwhy.probe.dns.settings.DnsConfig;
import io.github.pathwhy.probe.dns.settings.DnsServer;
import io.github.pathwhy.probe.dns.settings.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/// Asks the servers in their order, as resolver libraries do: the next one when one fails, all of
/// them again when some were silent, nobody any more when one has answered. Several types are asked
/// for at once. Used by one thread.
final class Round {
  private static final long DEFAULT_TIMEOUT = 3_000_000_000L;
  private static final long SLICE_NANOS = 50_000_000;
  private static final int MOST_CHASED = 8;

  private final DnsClient client;
  private final DnsConfig config;
  private final Stop stop;
  private final boolean tcp;
  private final long timeout;
  private final List<Asked> log = new ArrayList<>();

  /// What became of one type.
  ///
  /// @param last the question that decides; empty when none was asked
  /// @param records aliases first
  /// @param chased whether the server left following an alias to us
  record Result(
      RecordType type,
      Optional<NameFailure> failure,
      Optional<Asked> last,
      List<ResourceRecord> records,
      boolean chased) {

    /** The same after several silences. */
    Result asked(int times) {
      return new Result(
          type,
          failure,
          last.map(silent ->
              silent.because(
                  silent.failure().orElseThrow(),
                  silent.detail()
                      + (silent.detail().isEmpty() ? "" : ", ")
                      + "asked "
                      + times
                      + " times")),
          records,
          chased);
    }
  }

  Round(DnsClient client, DnsConfig config, DnsRequest request, Stop stop) {
    this.client = client;
    this.config = config;
    this.stop = stop;
    this.tcp = request.tcp() || config.tcp();
    this.timeout =
        request.timeoutNanos() > 0
            ? request.timeoutNanos()
            : config.timeoutNanos() > 0 ? config.timeoutNanos() : DEFAULT_TIMEOUT;
  }

  /** Every question so far. */
  List<Asked> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  /** Asks for all types of a name; the results are in the order of the types. */
  List<Result> ask(Name name, List<RecordType> types) {
    List<Runnable> questions = new ArrayList<>(types.size());
    Map<RecordType, Result> results = new LinkedHashMap<>();
    for (RecordType type : types) {
      results.put(
          type,
          new Result(type, Optional.of(NameFailure.STOPPED), Optional.empty(), List.of(), false));
      questions.add(() -> {
        Result result = inTurn(name, type);
        synchronized (results) {
          results.put(type, result);
        }
      });
    }
    together(questions);
    synchronized (results) {
      return List.copyOf(results.values());
    }
  }

  /** Asks each of these servers once, all at the same time. */
  void askEach(List<DnsServer> servers, Name name, List<RecordType> types) {
    List<Runnable> questions = new ArrayList<>(servers.size());
    for (DnsServer server : servers) {
      questions.add(() -> {
        for (RecordType type : types) {
          if (!stop.isRequested()) {
            follow(server, name, type, true);
          }
        }
      });
    }
    together(questions);
  }

  /** Runs all in threads that end by themselves, and waits for them or for a stop. */
  private void together(List<Runnable> questions) {
    CountDownLatch open = new CountDownLatch(questions.size());
    for (Runnable question : questions) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  question.run();
                } finally {
                  open.countDown();
                }
              },
              "dns");
      thread.setDaemon(true);
      thread.start();
    }
    try {
      while (!stop.isRequested() && !open.await(SLICE_NANOS, TimeUnit.NANOSECONDS)) {
        // Every question has its own timeout.
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Result inTurn(Name name, RecordType type) {
    Map<DnsServer, Result> failed = new LinkedHashMap<>();
    Map<DnsServer, Integer> asked = new HashMap<>();
    int silences = 0;
    for (int attempt = 0; attempt < config.attempts(); attempt++) {
      for (DnsServer server : config.servers()) {
        Result before = failed.get(server);
        if ((before != null && !isSilence(before)) || stop.isRequested()) {
          continue;
        }
        Result result = follow(server, name, type, attempt == 0);
        if (result.failure().isEmpty() || result.failure().get().isNegative()) {
          return result;
        }
        silences += isSilence(result) ? 1 : 0;
        asked.merge(server, 1, Integer::sum);
        failed.put(server, result);
      }
      if (silences == 0) {
        break;
      }
    }
    for (Map.Entry<DnsServer, Result> first : failed.entrySet()) {
      int times = asked.getOrDefault(first.getKey(), 1);
      return times == 1 ? first.getValue() : first.getValue().asked(times);
    }
    return new Result(type, Optional.of(NameFailure.STOPPED), Optional.empty(), List.of(), false);
  }

  private static boolean isSilence(Result result) {
    return result.failure().filter(NameFailure.TIMEOUT::equals).isPresent();
  }

  /** Asks one server, and for what a name is an alias of when the server does not. */
  private Result follow(DnsServer server, Name name, RecordType type, boolean edns) {
    Transport transport =
        tcp && server.transport() == Transport.UDP ? Transport.TCP : server.transport();
    List<ResourceRecord> records = new ArrayList<>();
    Set<Name> seen = new HashSet<>();
    Name at = name;
    for (int chased = 0; ; chased++) {
      seen.add(at);
      List<Asked> asked = client.ask(server, transport, at, type, edns, timeout);
      synchronized (log) {
        log.addAll(asked);
      }
      Asked last = last(asked);
      last.response().ifPresent(said -> records.addAll(said.records()));
      Optional<String> target = last.response().flatMap(Response::target);
      if (target.isEmpty() || stop.isRequested()) {
        return new Result(type, last.failure(), Optional.of(last), records, chased > 0);
      }
      at = name(target.get());
      if (seen.contains(at) || chased == MOST_CHASED) {
        Asked loop = last.because(NameFailure.ALIAS_LOOP, "back at " + target.get());
        return new Result(type, loop.failure(), Optional.of(loop), records, true);
      }
    }
  }

  /** What decides: when TCP fails behind an answer that is too big, that there was one. */
  private static Asked last(List<Asked> asked) {
    Asked last = asked.getLast();
    boolean cut =
        asked.size() > 1
            && last.response().isEmpty()
            && asked
                .get(asked.size() - 2)
                .failure()
                .filter(NameFailure.TRUNCATED::equals)
                .isPresent();
    return cut ? last.because(NameFailure.TRUNCATED, "and by TCP: " + last.words()) : last;
  }

  private static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new IllegalStateException(e); // it was written by the same library
    }
  }
}
