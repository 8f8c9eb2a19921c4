package io.github.pathwhy.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.report.CheckReport.EvidenceView;
import io.github.pathwhy.report.CheckReport.HopView;
import io.github.pathwhy.report.CheckReport.Phase;
import io.github.pathwhy.report.picture.PathPicture.Mark;
import io.github.pathwhy.report.picture.PathPicture.Step;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/**
 * Paths as pictures: what is marked where, what stands where, and that foreign names do no harm.
 */
final class PathPictureTest {
  private static final Pattern DOT_TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

  private static EvidenceView says(String effect, String text) {
    return says(Phase.LEAVING, effect, text);
  }

  private static EvidenceView says(Phase phase, String effect, String text) {
    return new EvidenceView(effect, text, Optional.of("net.yaml:1:2"), false, phase);
  }

  private static HopView hop(
      String name, List<Integer> next, List<Integer> previous, EvidenceView... evidence) {
    return new HopView(
        "id",
        name,
        CheckReport.Kind.MACHINE,
        "10.0.0.4",
        Optional.empty(),
        Optional.empty(),
        next,
        previous,
        List.of(),
        List.of(evidence),
        Optional.empty());
  }

  private static CheckReport report(
      String status, List<HopView> hops, List<CheckReport.ReturnView> replies) {
    return new CheckReport(
        status,
        true,
        hops.getFirst().name(),
        hops.getLast().name(),
        Optional.empty(),
        "Tcp",
        false,
        new CheckReport.CauseView("because", Optional.of("net.yaml:1:2"), List.of()),
        hops,
        replies,
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static CheckReport two(EvidenceView first, EvidenceView second) {
    return report(
        "Unreachable",
        List.of(hop("a", List.of(1), List.of(), first), hop("b", List.of(), List.of(0), second)),
        List.of());
  }

  /** A source, so many hops beside each other, and a destination. */
  private static CheckReport fork(int branches, EvidenceView ofLast) {
    List<Integer> middle = IntStream.rangeClosed(1, branches).boxed().toList();
    List<HopView> hops = new ArrayList<>();
    hops.add(hop("a", middle, List.of(), says(Phase.ROUTING, "passes", "user route r of t")));
    for (int i : middle) {
      EvidenceView line = i == branches ? ofLast : says("passes", "forwards");
      hops.add(hop("m" + i, List.of(branches + 1), List.of(0), line));
    }
    hops.add(hop("z", List.of(), middle));
    return report("Unreachable", hops, List.of());
  }

  @Test
  void whatDeniesOnEntryIsOnTheStepBefore() {
    PathPicture picture =
        PathPictures.of(
            two(
                says(Phase.ROUTING, "passes", "user route r of t"),
                says(Phase.ENTERING, "blocks", "inbound nsg: Deny denies")));

    assertThat(picture.steps())
        .containsExactly(new Step(0, 1, "inbound nsg: Deny denies", Mark.BLOCKS));
    assertThat(picture.stops()).extracting(PathPicture.Stop::mark).containsOnly(Mark.PASSES);
  }

  @Test
  void whatStopsWhereThePathEndsIsAtTheHop() {
    PathPicture picture =
        PathPictures.of(
            two(
                says(Phase.ROUTING, "passes", "user route r of t"),
                says("blocks", "nothing listens")));

    assertThat(picture.steps()).containsExactly(new Step(0, 1, "user route r of t", Mark.PASSES));
    assertThat(picture.stops())
        .extracting(PathPicture.Stop::mark)
        .containsExactly(Mark.PASSES, Mark.BLOCKS);
  }

  @Test
  void whatFollowsFromTheCauseIsFaint() {
    EvidenceView consequence =
        new EvidenceView(
            "blocks", "inbound nsg: Deny denies", Optional.empty(), true, Phase.ENTERING);
    PathPicture picture = PathPictures.of(two(says("blocks", "outbound nsg: No"), consequence));

    assertThat(picture.steps()).containsExactly(new Step(0, 1, "outbound nsg: No", Mark.BLOCKS));
    assertThat(picture.stops()).extracting(PathPicture.Stop::mark).containsOnly(Mark.PASSES);
  }

  @Test
  void aDoubtIsMarkedAtItsHopInEveryFormat() {
    PathPicture picture =
        PathPictures.of(
            two(
                says("passes", "x"),
                says(Phase.ENTERING, "undetermined", "inbound nsg: group is not known")));

    assertThat(picture.stops().getLast().mark()).isEqualTo(Mark.UNDETERMINED);
    assertThat(picture.steps().getFirst().mark()).isEqualTo(Mark.UNDETERMINED);
    assertThat(PathSvg.write(picture)).contains("rect class=\"hop unknown\"", ">?</text>");
    assertThat(PathMermaid.write(picture)).contains("[\"b #63;<br/>10.0.0.4\"]:::unknown");
    assertThat(PathGraphviz.write(picture))
        .contains("[label=\"b ?\\n10.0.0.4\", color=\"#9a6700\"");
  }

  @Test
  void equalPathsPartAndMerge() {
    PathPicture picture = PathPictures.of(fork(2, says("blocks", "no rule matches")));
    PathLayout layout = new PathLayout(picture, 0);

    assertThat(picture.stops())
        .extracting(PathPicture.Stop::name)
        .containsExactly("a", "m1", "z", "m2");
    assertThat(picture.steps())
        .filteredOn(step -> step.mark() == Mark.BLOCKS)
        .containsExactly(new Step(3, 2, "no rule matches", Mark.BLOCKS));
    assertThat(layout.stop(1).x()).isEqualTo(layout.stop(3).x());
    assertThat(layout.stop(1).y()).isLessThan(layout.stop(3).y() - PathLayout.BOX_HEIGHT);
    assertThat(layout.stop(2).x()).isGreaterThan(layout.stop(1).x() + PathLayout.BOX_WIDTH);
  }

  @Test
  void ofManyBranchesThoseThatStopAreShown() {
    PathPicture picture = PathPictures.of(fork(500, says("blocks", "no rule matches")));

    assertThat(picture.stops()).hasSize(10);
    assertThat(picture.stops())
        .extracting(PathPicture.Stop::name)
        .contains("m500", "+493 more")
        .doesNotContain("m7");
  }

  @Test
  void repliesRunBackFromRightToLeftAndAlikeOnesOnce() {
    List<HopView> back =
        List.of(
            hop("b", List.of(), List.of()),
            hop("fw", List.of(), List.of(), says("blocks", "no session")),
            hop("a", List.of(), List.of()));
    CheckReport.ReturnView one = new CheckReport.ReturnView(List.of("x"), back);
    CheckReport.ReturnView other = new CheckReport.ReturnView(List.of("y"), back);
    PathPicture picture =
        PathPictures.of(
            report(
                "Unreachable",
                List.of(hop("a", List.of(1), List.of()), hop("b", List.of(), List.of(0))),
                List.of(one, other)));
    PathLayout layout = new PathLayout(picture, 0);

    assertThat(picture.ways())
        .singleElement()
        .satisfies(way -> {
          assertThat(way.steps())
              .containsExactly(
                  new Step(0, 1, "", Mark.PASSES), new Step(1, 2, "no session", Mark.BLOCKS));
        });
    assertThat(layout.replyStop(0, 0).x()).isGreaterThan(layout.replyStop(0, 1).x());
    assertThat(layout.replyStop(0, 2).x()).isEqualTo(layout.stop(0).x());
    assertThat(layout.replyStop(0, 0).y()).isGreaterThan(layout.stop(1).y());
    assertThat(PathSvg.write(picture)).contains("class=\"step blocks reply\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"]; click n1 \"javascript:alert(1)\"",
        "</title></svg><script>alert(1)</script>",
        "\" onmouseover=\"alert(1)",
        "a & b < c > d ' e",
        "]]> --> </style>",
        "`md` **x** #quot; &quot; \\n \\",
        "line\nfeed\ttab\u0000nul\u001b[31m",
        "\u202eabc\u2066",
        "half \ud83d of a pair",
        "\ufffe\uffff",
        "日本語 and 🎉",
        "",
        " "
      })
  void foreignNamesMeanNothing(String name) throws Exception {
    CheckReport report =
        report(
            "Unreachable",
            List.of(
                hop(name, List.of(1), List.of(), says("blocks", "outbound " + name)),
                hop(name, List.of(), List.of(0))),
            List.of(
                new CheckReport.ReturnView(
                    List.of(name),
                    List.of(hop(name, List.of(), List.of(), says("blocks", "no " + name))))));
    PathPicture picture = PathPictures.of(report);

    Document svg = parse(PathSvg.write(picture));
    assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(4);
    String html = PathHtml.write(report);
    assertThat(html).doesNotContain("<script", "\u202e", "\u001b", "\" onmouseover");
    assertThat(html.split("</style>", -1)).hasSize(3);
    assertThat(html.split("</svg>", -1)).hasSize(2);
    String dot = DOT_TEXT.matcher(PathGraphviz.write(picture)).replaceAll("");
    assertThat(dot).doesNotContain("\"").doesNotContain("alert");
    for (String line : PathMermaid.write(picture).lines().toList()) {
      assertThat(line.chars().filter(c -> c == '"').count()).as(line).isIn(0L, 2L);
      String quoted = line.replaceAll("^[^\"]*\"?|\"[^\"]*$", "").replace("<br/>", "");
      assertThat(quoted).as(line).doesNotContainPattern("[<>`\\\\{}\\[\\]&]");
    }
  }

  @Test
  void longNamesAreCutInThePictureAndWholeInTheTitle() throws Exception {
    String name = "m".repeat(300);
    String svg =
        PathSvg.write(
            PathPictures.of(
                report("Reachable", List.of(hop(name, List.of(), List.of())), List.of())));

    assertThat(svg.lines().filter(line -> line.startsWith("<text class=\"name")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(140).contains("…"));
    assertThat(svg).contains("<title>" + name + "&#10;10.0.0.4");
    assertThat(parse(svg).getDocumentElement().getAttribute("width")).isEqualTo("640");
  }

  @Test
  void coloursStandAtTheElementsToo() {
    String svg =
        PathSvg.write(PathPictures.of(two(says("blocks", "outbound"), says("passes", "x"))));

    assertThat(svg.lines().filter(line -> line.matches("<(rect|polygon|polyline|text) .*")))
        .allSatisfy(line -> assertThat(line).contains(" fill=\""));
    assertThat(svg).contains("<polyline class=\"step blocks\" fill=\"none\" stroke=\"#c8372d\"");
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  /** A request that is stopped has no reply. */
  @Test
  void aReplyThatNothingStopsIsNotDrawnForAStoppedRequest() {
    List<CheckReport.HopView> hops =
        List.of(hop("a", List.of(1), List.of()), hop("b", List.of(), List.of(0)));
    List<CheckReport.ReturnView> replies = List.of(new CheckReport.ReturnView(List.of(), hops));

    assertThat(PathPictures.of(report("Unreachable", hops, replies)).ways()).isEmpty();
    assertThat(PathPictures.of(report("Reachable", hops, replies)).ways()).hasSize(1);
  }
}
