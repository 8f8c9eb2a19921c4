package io.github.pathwhy.report.picture;

import io.github.pathwhy.report.CheckReport;
import io.github.pathwhy.report.CheckReport.EvidenceView;
import io.github.pathwhy.report.CheckReport.HopView;
import io.github.pathwhy.report.CheckReport.Phase;
import io.github.pathwhy.report.picture.PathPicture.Mark;
import io.github.pathwhy.report.picture.PathPicture.Step;
import io.github.pathwhy.report.picture.PathPicture.Stop;
import io.github.pathwhy.report.picture.PathPicture.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes pictures of what checks report. */
public final class PathPictures {
  /** Of more hops after one the rest is counted. */
  private static final int MOST_BRANCHES = 8;

  private static final int MOST_WAYS = 6;

  private final CheckReport report;
  private final List<Stop> stops = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<Integer, Integer> drawn = new LinkedHashMap<>();

  private PathPictures(CheckReport report) {
    this.report = report;
  }

  /** The picture of a simulated path. */
  public static PathPicture of(CheckReport report) {
    return new PathPictures(report).make();
  }

  private PathPicture make() {
    for (int i = 0; i < report.hops().size(); i++) {
      if (report.hops().get(i).previous().isEmpty()) {
        follow(i);
      }
    }
    steps.sort(Comparator.comparingInt(Step::from).thenComparingInt(Step::to));
    return new PathPicture(
        heading(), verdict(), report.why(), stops, steps, ways(report.returnPaths()));
  }

  private String heading() {
    String service =
        report
            .flow()
            .filter(flow -> flow.destinationPort() > 0)
            .map(flow -> report.application() + "/" + flow.destinationPort())
            .orElse(report.application());
    return report.status() + ": " + report.source() + " → " + report.destination() + "  " + service;
  }

  private Mark verdict() {
    return switch (report.status()) {
      case "Reachable" -> Mark.PASSES;
      case "Unreachable" -> Mark.BLOCKS;
      default -> Mark.UNDETERMINED;
    };
  }

  /** Draws a hop and all after it, once; gives its place in the picture. */
  private int follow(int index) {
    Integer known = drawn.get(index);
    if (known != null) {
      return known;
    }
    HopView hop = report.hops().get(index);
    int place = stops.size();
    drawn.put(index, place);
    boolean onStep = !hop.next().isEmpty();
    stops.add(stop(hop, onHop(hop, !hop.previous().isEmpty(), onStep)));
    List<Integer> next =
        hop.next().stream()
            .sorted(
                Comparator.comparing((Integer each) -> mark(report.hops().get(each))).reversed())
            .toList();
    int shown = next.size() <= MOST_BRANCHES ? next.size() : MOST_BRANCHES - 1;
    for (int each : next.stream().limit(shown).sorted().toList()) {
      HopView after = report.hops().get(each);
      int to = follow(each);
      steps.add(step(place, to, hop, after));
    }
    if (shown < next.size()) {
      steps.add(new Step(place, stops.size(), "", Mark.PASSES));
      stops.add(
          new Stop(
              "+" + (next.size() - shown) + " more", "", true, Mark.PASSES, List.of(), List.of()));
    }
    return place;
  }

  private static Stop stop(HopView hop, Mark mark) {
    return new Stop(
        hop.name(),
        hop.address(),
        hop.kind() != CheckReport.Kind.UNRESOLVED,
        mark,
        hop.evidence(),
        hop.issues().stream()
            .filter(issue -> issue.told() != CheckReport.Told.BY_DECISION)
            .map(issue -> issue.type() + ": " + issue.words())
            .toList());
  }

  /** What stops at a hop and cannot be shown on a step; a doubt is always shown at its hop. */
  private static Mark onHop(HopView hop, boolean before, boolean after) {
    return hop.evidence().stream()
        .filter(line -> !line.consequence())
        .filter(line -> mark(line) == Mark.UNDETERMINED || (isInbound(line) ? !before : !after))
        .map(PathPictures::mark)
        .max(Comparator.naturalOrder())
        .orElse(Mark.PASSES);
  }

  /// The step between two hops: decided by what the first does with what leaves it, or the second
  /// with what enters it, whichever is worse; when nothing is, by the route.
  private static Step step(int from, int to, HopView leaves, HopView enters) {
    Optional<EvidenceView> out =
        worst(leaves.evidence().stream().filter(line -> !isInbound(line)).toList());
    Optional<EvidenceView> in =
        worst(enters.evidence().stream().filter(PathPictures::isInbound).toList());
    Mark leaving = out.map(PathPictures::mark).orElse(Mark.PASSES);
    Mark entering = in.map(PathPictures::mark).orElse(Mark.PASSES);
    EvidenceView decides = (leaving.compareTo(entering) >= 0 ? out : in).orElse(null);
    return decides != null
        ? new Step(from, to, decides.text(), mark(decides))
        : new Step(from, to, route(leaves), Mark.PASSES);
  }

  private static Optional<EvidenceView> worst(List<EvidenceView> lines) {
    EvidenceView worst = null;
    for (EvidenceView line : lines) {
      if (!line.consequence()
          && !line.passes()
          && (worst == null || mark(line).compareTo(mark(worst)) > 0)) {
        worst = line;
      }
    }
    return Optional.ofNullable(worst);
  }

  private static String route(HopView hop) {
    return hop.evidence().stream()
        .filter(line -> line.phase() == Phase.ROUTING)
        .map(EvidenceView::text)
        .reduce((_, last) -> last)
        .orElse("");
  }

  private static boolean isInbound(EvidenceView line) {
    return line.phase() == Phase.ENTERING;
  }

  private static Mark mark(HopView hop) {
    return hop.evidence().stream()
        .filter(line -> !line.consequence())
        .map(PathPictures::mark)
        .max(Comparator.naturalOrder())
        .orElse(Mark.PASSES);
  }

  /** The mark of a decision. */
  static Mark mark(EvidenceView line) {
    return switch (line.effect()) {
      case "blocks" -> Mark.BLOCKS;
      case "undetermined" -> Mark.UNDETERMINED;
      case "warns" -> Mark.WARNS;
      default -> Mark.PASSES;
    };
  }

  /// The ways of the reply, those first on which something is wrong; one for all requests whose
  /// replies are alike. A request that is stopped has no reply: one that nothing would stop is not
  /// drawn.
  private List<Way> ways(List<CheckReport.ReturnView> returns) {
    Map<Way, Set<String>> through = new LinkedHashMap<>();
    for (CheckReport.ReturnView each : returns) {
      through.computeIfAbsent(way(each.hops()), _ -> new LinkedHashSet<>()).addAll(each.through());
    }
    boolean stopped = verdict() == Mark.BLOCKS;
    return through.entrySet().stream()
        .filter(each -> !stopped || worst(each.getKey()) != Mark.PASSES)
        .sorted(Comparator.comparing((Map.Entry<Way, ?> each) -> worst(each.getKey())).reversed())
        .limit(MOST_WAYS)
        .map(each -> {
          Way way = each.getKey();
          return through.size() > 1 && !each.getValue().isEmpty()
              ? way.named("reply of the request through " + String.join(", ", each.getValue()))
              : way;
        })
        .toList();
  }

  private static Mark worst(Way way) {
    return Stream.concat(way.stops().stream().map(Stop::mark), way.steps().stream().map(Step::mark))
        .max(Comparator.naturalOrder())
        .orElse(Mark.PASSES);
  }

  private static Way way(List<HopView> hops) {
    List<Stop> stops = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < hops.size(); i++) {
      HopView hop = hops.get(i);
      boolean last = i == hops.size() - 1;
      stops.add(stop(hop, onHop(hop, i > 0, !last)));
      if (!last) {
        Step step = step(i, i + 1, hop, hops.get(i + 1));
        steps.add(step.mark() == Mark.PASSES ? new Step(i, i + 1, "", Mark.PASSES) : step);
      }
    }
    return new Way("reply", stops, steps);
  }
}
