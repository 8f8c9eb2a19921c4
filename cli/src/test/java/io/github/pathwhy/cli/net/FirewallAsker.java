package io.github.pathwhy.cli.net;

import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.host.firewall.LocalFirewall;
import io.github.pathwhy.probe.host.firewall.Verdict;
import io.github.pathwhy.probe.kernel.KernelEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A program that lays what its machine's firewall is said to do beside what it does. A line is
/// `read`, which reads the rules anew, or a flow, `METHOD SOURCE DESTINATION PORT SOURCE-PORT
/// INTERFACE`, whose answer is `dropped`, `passed` or `unclear`, then `through` or `lost`, then the
/// reason.
final class FirewallAsker {
  private static final long SILENCE = 150_000_000;
  private static final long PATIENCE = 900_000_000;
  private static final int TRIES = 4;

  private FirewallAsker() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws IOException {
    if (!(KernelEngine.open() instanceof Opening.Opened(ProbeEngine engine))) {
      throw new IllegalStateException("no engine");
    }
    LocalFirewall firewall = LocalFirewall.read();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("read")) {
        firewall = LocalFirewall.read();
        System.out.println(firewall.isReadable() ? "readable" : "unreadable");
      } else {
        String[] words = line.split(" ", -1);
        String said = judge(firewall, words);
        // An answer may be late on a busy machine; silence counts only after a while.
        boolean isExpected = said.startsWith("passed");
        boolean passes = false;
        for (int i = isExpected ? TRIES : 1; i > 0 && !passes; i--) {
          passes = passes(engine, words, isExpected ? PATIENCE : SILENCE);
        }
        System.out.println(said + (passes ? " through" : " lost"));
      }
    }
  }

  private static String judge(LocalFirewall firewall, String[] words) {
    Flow flow =
        new Flow(
            IpAddress.of(words[1]),
            IpAddress.of(words[2]),
            Protocol.parse(words[0]).orElseThrow(),
            Integer.parseInt(words[4]),
            Integer.parseInt(words[3]));
    return switch (firewall.judge(flow, Optional.of(words[5]))) {
      case Verdict.Dropped(String rule, boolean isOfAnswer) ->
          "dropped [" + (isOfAnswer ? "answer: " : "") + rule + "]";
      case Verdict.Passed _ -> "passed []";
      case Verdict.Unclear(String why) -> "unclear [" + why + "]";
    };
  }

  private static boolean passes(ProbeEngine engine, String[] words, long patience) {
    Probe probe =
        new Probe(
            Method.valueOf(words[0].toUpperCase(Locale.ROOT)),
            IpAddress.of(words[2]),
            Integer.parseInt(words[3]),
            Integer.parseInt(words[4]),
            0,
            8,
            false);
    engine.send(1, probe, patience);
    List<Outcome> outcomes = List.of();
    while (outcomes.isEmpty()) {
      outcomes = engine.await(patience);
    }
    return outcomes.getFirst().reply() instanceof Reply.Answered;
  }
}
