package io.github.pathwhy.cli.net;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.Method;
import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.Outcome;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.ProbeEngine;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.kernel.KernelEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// A program that sends one probe for each line of its input with the kernel's engine, and prints
/// what came back: `METHOD ADDRESS PORT SOURCE-PORT TTL SIZE DONT-FRAGMENT MILLIS`.
final class Prober {
  private static final long NANOS_IN_MILLI = 1_000_000;

  private Prober() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws IOException {
    switch (KernelEngine.open()) {
      case Opening.Unavailable(String why, String remedy) ->
          System.out.println("unavailable " + why + " " + remedy);
      case Opening.Opened(ProbeEngine engine) -> {
        try (engine) {
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(ask(engine, line.split(" ", -1)));
          }
        }
      }
    }
  }

  private static String ask(ProbeEngine engine, String[] words) {
    Probe probe =
        new Probe(
            Method.valueOf(words[0].toUpperCase(Locale.ROOT)),
            IpAddress.parse(words[1]).orElseThrow(),
            Integer.parseInt(words[2]),
            Integer.parseInt(words[3]),
            Integer.parseInt(words[4]),
            Integer.parseInt(words[5]),
            Boolean.parseBoolean(words[6]));
    long patience = Long.parseLong(words[7]) * NANOS_IN_MILLI;
    engine.send(1, probe, patience);
    long end = System.nanoTime() + 2 * patience + 2_000 * NANOS_IN_MILLI;
    while (System.nanoTime() < end) {
      List<Outcome> outcomes = engine.await(patience);
      if (!outcomes.isEmpty()) {
        return words(outcomes.getFirst().reply());
      }
    }
    return "no outcome";
  }

  private static String words(Reply reply) {
    return switch (reply) {
      case Reply.Answered answered -> "answered";
      case Reply.Reset reset -> "reset";
      case Reply.Silent silent -> "silent";
      case Reply.Unsent unsent -> "unsent " + unsent.fault();
      case Reply.Icmp icmp ->
          "icmp "
              + icmp.error().meaning()
              + " "
              + icmp.error().type()
              + "/"
              + icmp.error().code()
              + " from "
              + icmp.from()
              + (icmp.mtu() == 0 ? "" : " mtu " + icmp.mtu());
    };
  }
}
