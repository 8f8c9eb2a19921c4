package io.github.pathwhy.probe.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.probe.host.ProcessRights.Right;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the system's files and tools say, whole, odd and broken. */
final class HostTest {

  // ---- routes: iproute2 6.1 ----

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'dst':'1.1.1.1','gateway':'10.0.0.1','dev':'eth0','prefsrc':'10.0.0.4','flags':[],'uid':0,'cache':[]}]"
            + " | 10.0.0.4 | eth0 | 10.0.0.1",
        "[{'dst':'10.0.0.9','dev':'eth0','prefsrc':'10.0.0.4','flags':[],'cache':[]}]"
            + " | 10.0.0.4 | eth0 | none",
        "[{'type':'local','dst':'127.0.0.1','dev':'lo','prefsrc':'127.0.0.1','cache':['local']}]"
            + " | 127.0.0.1 | lo | none",
        "[{'dst':'1.1.1.1','via':{'family':'inet6','host':'fe80::1'},'dev':'eth0'}]"
            + " | none | eth0 | fe80::1",
        "[{'dst':'1.1.1.1','dev':'tun0','prefsrc':'nonsense'}] | none | tun0 | none"
      })
  void waysOfPackets(String json, String source, String device, String nextHop) {
    assertThat(LocalRoute.read(0, json.replace('\'', '"'), ""))
        .isEqualTo(new LocalRoute.Via(address(source), device, address(nextHop)));
  }

  private static Optional<IpAddress> address(String text) {
    return IpAddress.parse(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2, RTNETLINK answers: Network is unreachable, Network is unreachable",
    "2, RTNETLINK answers: No route to host, No route to host",
    "0, '[{\"type\":\"unreachable\",\"dst\":\"2001:db8::1\",\"dev\":\"lo\",\"error\":-101}]',"
        + " a route of the type unreachable",
    "0, '[{\"type\":\"blackhole\",\"dst\":\"1.1.1.1\"}]', a route of the type blackhole"
  })
  void noWay(int status, String output, String why) {
    LocalRoute route =
        status == 0 ? LocalRoute.read(0, output, "") : LocalRoute.read(status, "", output);
    assertThat(route).isEqualTo(new LocalRoute.None(why));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "[{]", "{}", "[3]", "[{}]", "[{\"dev\":null}]", "[{\"dev\":\"e"})
  void brokenAnswersAboutRoutesAreUnknown(String output) {
    assertThat(LocalRoute.read(0, output, "")).isInstanceOf(LocalRoute.Unknown.class);
    assertThat(LocalRoute.read(1, "", output)).isInstanceOf(LocalRoute.Unknown.class);
  }

  @Test
  void loopbackIsReachedByLoopback() {
    Assumptions.assumeTrue(SystemTool.find("ip").isPresent(), "iproute2 is not installed");

    assertThat(LocalRoute.to(address("127.0.0.1").orElseThrow()))
        .isInstanceOfSatisfying(
            LocalRoute.Via.class,
            via -> {
              assertThat(via.interfaceName()).isEqualTo("lo");
              assertThat(via.nextHop()).isEmpty();
            });
  }

  // ---- neighbours ----

  @ParameterizedTest
  @CsvSource({
    "0x2, FOUND",
    "0x6, FOUND",
    "0x0, MISSING",
    "0x, UNKNOWN",
    "0xg, UNKNOWN",
    "2, UNKNOWN",
    "0x4, MISSING"
  })
  void entriesOfArp(String flags, Neighbours.State state) {
    List<String> lines =
        List.of(
            "IP address       HW type     Flags       HW address            Mask     Device",
            "10.0.0.11        0x1         0x2         02:00:00:00:00:02     *        eth0",
            "10.0.0.1         0x1         "
                + flags
                + "         00:00:00:00:00:00     *        eth0",
            "10.0.0.2",
            "");

    assertThat(Neighbours.inArp(lines, "10.0.0.1", "eth0")).isEqualTo(state);
    assertThat(Neighbours.inArp(lines, "10.0.0.2", "eth0")).isEqualTo(Neighbours.State.UNKNOWN);
    assertThat(Neighbours.inArp(lines, "10.0.0.3", "eth0")).isEqualTo(Neighbours.State.UNKNOWN);
  }

  @Test
  void entriesOfOtherLinksDoNotCount() {
    List<String> lines =
        List.of(
            "10.0.0.1 0x1 0x0 00:00:00:00:00:00 * eth0",
            "10.0.0.1 0x1 0x2 02:00:00:00:00:02 * eth1");

    assertThat(Neighbours.inArp(lines, "10.0.0.1", "eth0")).isEqualTo(Neighbours.State.MISSING);
    assertThat(Neighbours.inArp(lines, "10.0.0.1", "eth1")).isEqualTo(Neighbours.State.FOUND);
    assertThat(Neighbours.inArp(lines, "10.0.0.1", "eth2")).isEqualTo(Neighbours.State.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "'[{\"dst\":\"fe80::1\",\"dev\":\"eth0\",\"lladdr\":\"02:00:00:00:00:02\",\"state\":[\"STALE\"]}]',"
        + " FOUND",
    "'[{\"dst\":\"fe80::1\",\"dev\":\"eth0\",\"state\":[\"FAILED\"]}]', MISSING",
    "'[{\"dev\":\"eth1\",\"state\":[\"REACHABLE\"]},{\"dev\":\"eth0\",\"state\":[\"INCOMPLETE\"]}]',"
        + " MISSING",
    "'[{\"state\":[\"REACHABLE\"]}]', UNKNOWN",
    "'[]', UNKNOWN",
    "'', UNKNOWN",
    "'[{\"state\":\"STALE\"}]', UNKNOWN",
    "'[{\"state\":[\"NONE\",3,null]}]', UNKNOWN",
    "'[{\"state\":[\"STALE\"', UNKNOWN"
  })
  void answersAboutNeighbours(String json, Neighbours.State state) {
    assertThat(Neighbours.inNeigh(json, "eth0")).isEqualTo(state);
  }

  // ---- load ----

  @Test
  void processorTime() {
    long[] before = MachineLoad.cpu(List.of("cpu  100 0 50 800 50 0 0 0 0 0")).orElseThrow();
    long[] after =
        MachineLoad.cpu(List.of("cpu  160 0 60 820 60 0 0 0 900 900", "cpu0 1 2 3")).orElseThrow();

    assertThat(before).containsExactly(1000, 850);
    assertThat(after).containsExactly(1100, 880);
    assertThat(MachineLoad.percent(before, after)).contains(70);
    assertThat(MachineLoad.percent(before, before)).isEmpty();
    assertThat(MachineLoad.percent(after, before)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cpu",
        "cpu ",
        "cpu  1 2 3",
        "cpu0 1 2 3 4 5 6 7 8",
        "cpu  1 2 x 4 5 6 7 8",
        "cpu  1 2 -3 4 5 6 7 8",
        "cpu  99999999999999999999 2 3 4 5 6 7 8"
      })
  void brokenProcessorTimeIsUnknown(String line) {
    assertThat(MachineLoad.cpu(List.of(line))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "7 (java) S 1 7 7 0 -1 4194560 1 2 3 4 30 12 0 0 20, 42",
    "7 (a) b) (c) S 1 7 7 0 -1 4194560 1 2 3 4 30 12 0 0 20, 42",
    "7 (java) S 1 7, 0",
    "7 (java) S 1 7 7 0 -1 4194560 1 2 3 4 x -5 0 0, 0",
    "nothing, 0"
  })
  void ownProcessorTime(String line, long ticks) {
    assertThat(MachineLoad.own(List.of(line))).isEqualTo(ticks);
    assertThat(MachineLoad.own(List.of())).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1000 kB, 250 kB, 75",
    "1000 kB, 0 kB, 100",
    "1000 kB, 1001 kB, -1",
    "0 kB, 0 kB, -1",
    "x, 1 kB, -1",
    "99999999999999999999 kB, 1 kB, -1"
  })
  void memoryOfTheMachine(String total, String available, int percent) {
    assertThat(
            MachineLoad.memoryPercent(
                    List.of("MemTotal:  " + total, "MemFree: 3 kB", "MemAvailable:  " + available))
                .orElse(-1))
        .isEqualTo(percent);
    assertThat(MachineLoad.memoryPercent(List.of("MemTotal: " + total))).isEmpty();
  }

  // ---- control groups ----

  private static void group(Path folder, String... namesAndTexts) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      Files.writeString(folder.resolve(namesAndTexts[i]), namesAndTexts[i + 1]);
    }
  }

  @Test
  void memoryOfTheFullestGroupCounts(@TempDir Path root) throws IOException {
    group(
        root.resolve("a"),
        "memory.max",
        "1000\n",
        "memory.current",
        "900\n",
        "memory.stat",
        "anon 100\ninactive_file 300\nactive_file 1\n");
    group(root.resolve("a/b"), "memory.max", "max\n", "memory.current", "800\n");
    group(root.resolve("other"), "memory.max", "10\n", "memory.current", "10\n");

    String self = "1:name=systemd:/x\n0::/a/b\n";
    assertThat(ControlGroups.in(root, self).memoryPercent()).contains(60);
    group(root.resolve("a/b"), "memory.max", "1000\n");
    assertThat(ControlGroups.in(root, self).memoryPercent()).contains(80);
    assertThat(ControlGroups.in(root, "1:memory:/a/b\n").memoryPercent()).isEmpty();
    assertThat(ControlGroups.in(root, "0::/\n").memoryPercent()).isEmpty();
    assertThat(ControlGroups.in(root, "").memoryPercent()).isEmpty();
  }

  /** In a container its own group is the root, whatever the machine around it calls it. */
  @ParameterizedTest
  @ValueSource(strings = {"0::/", "0::/system.slice/docker-1.scope", "0::/../../x", "0::/\0"})
  void groupsOfTheMachineAroundAreTheRoot(String self, @TempDir Path root) throws IOException {
    group(root, "memory.max", "1000", "memory.current", "500");

    assertThat(ControlGroups.in(root, self).memoryPercent()).contains(50);
  }

  @ParameterizedTest
  @CsvSource({"x, 1", "0, 1", "-5, 1", "1000, x", "1000, -1", "99999999999999999999, 1"})
  void oddLimitsAreNone(String max, String current, @TempDir Path root) throws IOException {
    group(root, "memory.max", max, "memory.current", current);

    assertThat(ControlGroups.in(root, "0::/").memoryPercent()).isEmpty();
  }

  @Test
  void processorTimeOfAGroupIsOfWhatItMayUse(@TempDir Path root) throws IOException {
    group(root, "cpu.max", "50000 100000\n", "cpu.stat", "usage_usec 1000000\nuser_usec 1\n");
    List<ControlGroups.CpuUse> found = ControlGroups.in(root, "0::/").cpu();

    assertThat(found)
        .singleElement()
        .satisfies(use -> {
          assertThat(use.usedMicros()).isEqualTo(1_000_000);
          assertThat(use.share()).isEqualTo(0.5);
        });
    ControlGroups.CpuUse start = new ControlGroups.CpuUse(root, 1_000_000, 0.5, 0);
    ControlGroups.CpuUse end = new ControlGroups.CpuUse(root, 1_400_000, 0.5, 1_000_000_000);
    assertThat(ControlGroups.cpuPercent(List.of(start), List.of(end), 0)).contains(80);
    assertThat(ControlGroups.cpuPercent(List.of(start), List.of(end), 100_000)).contains(60);
    assertThat(ControlGroups.cpuPercent(List.of(start), List.of(end), 900_000)).contains(0);
    assertThat(ControlGroups.cpuPercent(List.of(start), List.of(start), 0)).isEmpty();
    assertThat(ControlGroups.cpuPercent(List.of(start), List.of(), 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"max 100000", "50000", "", "x y", "50000 0", "-1 100000"})
  void groupsWithoutLimitDoNotCount(String max, @TempDir Path root) throws IOException {
    group(root, "cpu.max", max, "cpu.stat", "usage_usec 1\n");

    assertThat(ControlGroups.in(root, "0::/").cpu()).isEmpty();
  }

  // ---- rights and settings ----

  @Test
  void rightsOfAProcess() {
    List<String> lines =
        List.of(
            "Name:\tjava",
            "Uid:\t1000\t1001\t1002\t1003",
            "Gid:\t100\t101\t102\t103",
            "Groups:\t4 24 4294967295",
            "CapPrm:\t000001ffffffffff",
            "CapEff:\t0000000000003000");

    assertThat(ProcessRights.read(lines))
        .contains(
            new ProcessRights(
                1001,
                List.of(101L, 4L, 24L, 4294967295L),
                List.of(Right.CAP_NET_ADMIN, Right.CAP_NET_RAW)));
    assertThat(ProcessRights.read(lines.subList(0, 5))).isEmpty();
    assertThat(ProcessRights.read(List.of("Uid:\tx\ty", "CapEff:\t0"))).isEmpty();
    assertThat(ProcessRights.read(List.of("Uid:\t1\t1", "CapEff:\tnone"))).isEmpty();
    assertThat(ProcessRights.read(List.of("Uid:\t0\t0", "CapEff:\tffffffffffffffff")).orElseThrow())
        .satisfies(all -> assertThat(all.rights()).containsExactly(Right.values()));
  }

  @ParameterizedTest
  @CsvSource({
    "'1\t0\n', 0, false",
    "'1\t0\n', 1, false",
    "'0\t2147483647\n', 1000, true",
    "'100 200', 200, true",
    "'100 200', 201, false"
  })
  void groupsThatMaySendEchoRequests(String text, long group, boolean may) {
    assertThat(KernelSettings.range(text).orElseThrow().holdsOneOf(List.of(7L, group)))
        .isEqualTo(may);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1 2 3", "a b", "-1 5", "99999999999999999999 1"})
  void oddRangesAreNone(String text) {
    assertThat(KernelSettings.range(text)).isEmpty();
  }

  @Test
  void settingsAreWhatTheKernelSays() throws IOException {
    Path file = Path.of("/proc/sys/net/ipv4/ping_group_range");
    Assumptions.assumeTrue(Files.isReadable(file), "this kernel has no ping_group_range");
    try (InputStream in = Files.newInputStream(file)) {
      String[] words = new String(in.readNBytes(100), US_ASCII).strip().split("\\s+", -1);
      assertThat(KernelSettings.ofSystem().pingGroups())
          .contains(new KernelSettings.Range(Long.parseLong(words[0]), Long.parseLong(words[1])));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"', Debian GNU/Linux 12 (bookworm)",
    "PRETTY_NAME=Alpine, Alpine",
    "'PRETTY_NAME=''A \\\" b''', ''",
    "PRETTY_NAME=, none",
    "NAME=x, none"
  })
  void namesOfSystems(String line, String name) {
    String expected = name.isEmpty() ? "A \" b" : name;
    assertThat(OperatingSystem.prettyName(List.of("ID=x", line)).orElse("none"))
        .isEqualTo(expected);
  }

  @Test
  void librariesAreFoundInFoldersOfArchitectures(@TempDir Path root) throws IOException {
    Path inner = Files.createDirectories(root.resolve("x86_64-linux-gnu"));
    assertThat(SharedLibrary.find("libpcap", List.of(root))).isEmpty();
    Files.createDirectories(inner.resolve("libpcap.so"));
    Files.writeString(inner.resolve("libpcap-other.so.1"), "");
    assertThat(SharedLibrary.find("libpcap", List.of(root, root.resolve("nowhere")))).isEmpty();
    Path file = Files.writeString(inner.resolve("libpcap.so.0.8"), "");
    assertThat(SharedLibrary.find("libpcap", List.of(root.resolve("nowhere"), root)))
        .contains(file);
  }

  @Test
  void everythingCanBeInstalledEverywhere() {
    for (PackageManager manager : PackageManager.values()) {
      for (PackageManager.Wanted wanted : PackageManager.Wanted.values()) {
        assertThat(manager.install(wanted)).matches("[a-z-]+ (install|add) [a-z0-9.-]+");
      }
    }
  }

  // ---- JSON of tools ----

  @Test
  void jsonThatIsDeepOrBrokenIsNone() {
    assertThat(ToolJson.parse("")).isEmpty();
    assertThat(ToolJson.parse("[1,")).isEmpty();
    assertThat(ToolJson.parse("[".repeat(100_000))).isEmpty();
    assertThat(ToolJson.parse("[1, \"a\"]")).isPresent();
    assertThat(ToolJson.items(ToolJson.parse("{\"a\": 1}").orElseThrow())).isEmpty();
    assertThat(ToolJson.text(ToolJson.parse("{\"a\": null}").orElseThrow(), "a")).isEmpty();
    assertThat(ToolJson.text(null, "a")).isEmpty();
  }
}
