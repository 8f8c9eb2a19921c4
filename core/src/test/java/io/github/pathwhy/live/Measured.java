package io.github.pathwhy.live;

import io.github.pathwhy.diagnose.CheckRequest.Application;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.probe.Clock;
import io.github.pathwhy.probe.IcmpError;
import io.github.pathwhy.probe.Reply;
import io.github.pathwhy.probe.Rtt;
import io.github.pathwhy.probe.dns.NameAnswer;
import io.github.pathwhy.probe.measure.MeasuredHop;
import io.github.pathwhy.probe.measure.MeasuredPath;
import io.github.pathwhy.probe.measure.MtuFinding;
import io.github.pathwhy.probe.measure.PathEnd;
import io.github.pathwhy.probe.measure.RoundTrips;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measurements for tests: 10.9.1.2 asks 10.9.4.2 on a port, over three routers. */
public final class Measured {
  static final IpAddress SOURCE = IpAddress.of("10.9.1.2");
  static final IpAddress DESTINATION = IpAddress.of("10.9.4.2");
  public static final List<String> ROUTERS = List.of("10.9.1.1", "10.9.2.2", "10.9.3.2");

  private final Application application;
  private final List<Reply> replies = new ArrayList<>();
  private boolean interrupted;
  private Optional<NameAnswer> name = Optional.empty();
  private Optional<MeasuredPath> path = Optional.empty();
  private Optional<Reply> aside = Optional.empty();
  private Optional<Measurement.Proxy> proxy = Optional.empty();
  private Optional<Measurement.Refusal> refusal = Optional.empty();
  private Optional<Measurement.WebResult> web = Optional.empty();
  private Optional<MtuFinding> mtu = Optional.empty();
  private LocalFacts local = facts(Optional.empty(), Optional.empty(), Optional.empty(), 3);

  private Measured(Application application) {
    this.application = application;
  }

  public static Measured with(Application application) {
    return new Measured(application);
  }

  static LocalFacts facts(
      Optional<String> route, Optional<String> neighbour, Optional<String> firewall, int busy) {
    return new LocalFacts(
        Optional.of(SOURCE),
        Optional.of("eth0"),
        Optional.of(IpAddress.of("10.9.1.1")),
        route,
        neighbour,
        firewall,
        Optional.empty(),
        Optional.empty(),
        Optional.of(busy),
        Optional.of(busy));
  }

  public Measured replies(Reply... more) {
    replies.addAll(List.of(more));
    return this;
  }

  public Measured path(PathEnd end, int routers) {
    List<MeasuredHop> hops = new ArrayList<>();
    for (int i = 0; i < routers; i++) {
      hops.add(hop(i + 1, IpAddress.of(ROUTERS.get(i))));
    }
    if (end instanceof PathEnd.Arrived || end instanceof PathEnd.Refused) {
      hops.add(hop(routers + 1, DESTINATION));
    }
    path =
        Optional.of(
            new MeasuredPath(
                request().method(),
                DESTINATION,
                request().port(),
                hops,
                end,
                false,
                Optional.empty(),
                Optional.of(SOURCE),
                List.of()));
    return this;
  }

  private static MeasuredHop hop(int ttl, IpAddress address) {
    return new MeasuredHop(
        ttl, List.of(new MeasuredHop.Router(address, RoundTrips.of(rtt(ttl)))), 3, 0);
  }

  Measured name(NameAnswer answer) {
    name = Optional.of(answer);
    return this;
  }

  Measured local(LocalFacts facts) {
    local = facts;
    return this;
  }

  Measured hostAnswers(boolean answers) {
    aside = Optional.of(answers ? answered(1) : new Reply.Silent());
    return this;
  }

  Measured aside(Reply reply) {
    aside = Optional.of(reply);
    return this;
  }

  Measured hiddenProxy(int ttl) {
    proxy = Optional.of(new Measurement.Proxy(ttl, Optional.empty()));
    return this;
  }

  public Measured proxy(int ttl) {
    proxy =
        Optional.of(new Measurement.Proxy(ttl, Optional.of(IpAddress.of(ROUTERS.get(ttl - 1)))));
    return this;
  }

  Measured refusal(int hopsBefore) {
    refusal = Optional.of(new Measurement.Refusal(hopsBefore, "its time to live says so"));
    return this;
  }

  Measured web(String code, boolean breaks) {
    web =
        Optional.of(
            new Measurement.WebResult(
                List.of(new Measurement.WebIssue(code, breaks, "words", List.of())), List.of()));
    return this;
  }

  Measured mtu(MtuFinding finding) {
    mtu = Optional.of(finding);
    return this;
  }

  static Rtt rtt(int millis) {
    return new Rtt(millis * 1_000_000L, Clock.TCP_INFO);
  }

  public static Reply answered(int millis) {
    return new Reply.Answered(rtt(millis));
  }

  public static Reply icmp(int type, int code, String from) {
    return new Reply.Icmp(new IcmpError(IpVersion.V4, type, code), IpAddress.of(from), rtt(1), 0);
  }

  private LiveRequest request() {
    return new LiveRequest(
        "10.9.4.2",
        application == Application.ICMP ? 0 : 8080,
        application,
        Optional.empty(),
        Optional.empty(),
        10,
        Duration.ofMillis(900),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new LiveRequest.WebQuestion(
            "GET",
            "/",
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(10)));
  }

  /** The user ended it. */
  Measured interrupted() {
    interrupted = true;
    return this;
  }

  public Measurement done() {
    return new Measurement(
        request(),
        name,
        name.isPresent() ? Optional.empty() : Optional.of(DESTINATION),
        local,
        Optional.of(new Measurement.Sender("kernel", "no privilege")),
        replies,
        path,
        aside,
        proxy,
        refusal,
        web,
        mtu,
        List.of(),
        List.of(),
        interrupted);
  }
}
