package io.github.pathwhy.report;

import io.github.pathwhy.diagnose.Wording;
import io.github.pathwhy.effective.EffectiveRoute;
import io.github.pathwhy.inspect.NextHopLookup;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answer of next hop: its type in the words of that service, its address when it has one, and
/// the route table that decides (`network-watcher/next-hop-overview`).
public final class NextHopReport {
  private static final String SYSTEM = "System Route";

  private NextHopReport() {}

  public static InspectionReport of(NextHopLookup.Answer answer) {
    boolean unknown = !answer.missing().isEmpty();
    String type = unknown ? "Unknown" : type(answer);
    List<String> addresses = answer.route().map(NextHopReport::addresses).orElse(List.of());
    Optional<String> table =
        unknown
            ? Optional.empty()
            : Optional.of(
                answer
                    .route()
                    .flatMap(EffectiveRoute::table)
                    .map(found -> found.id().toString())
                    .orElse(SYSTEM));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("nextHopType", type);
    addresses.stream().findFirst().ifPresent(first -> document.put("nextHopIpAddress", first));
    table.ifPresent(id -> document.put("routeTableId", id));
    document.put("explanation", explanation(answer, addresses));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("NextHopType", type);
    row.put("NextHopIpAddress", addresses.stream().findFirst().orElse(""));
    row.put("RouteTableId", table.orElse(""));
    return new InspectionReport(
        unknown ? InspectionReport.Outcome.UNDETERMINED : InspectionReport.Outcome.FACT,
        (type + " " + String.join(",", addresses)).strip(),
        InspectionReport.nameOf(answer.at()) + " -> " + answer.question().destination(),
        shown(answer),
        List.of(),
        Wording.of(answer.missing()),
        List.of(row),
        document);
  }

  private static String type(NextHopLookup.Answer answer) {
    if (answer.platform()) {
      return "Internet";
    }
    return answer.unreachable()
        ? "None"
        : answer.route().map(route -> type(route.nextHop())).orElse("None");
  }

  private static String type(NextHop nextHop) {
    return switch (nextHop) {
      case NextHop.VirtualAppliance _ -> "VirtualAppliance";
      case NextHop.VirtualNetworkGateway _ -> "VirtualNetworkGateway";
      case NextHop.VnetLocal _ -> "VirtualNetwork";
      case NextHop.VirtualNetworkPeering _ -> "VirtualNetworkPeering";
      case NextHop.ServiceEndpoint _,
          NextHop.InterfaceEndpoint _,
          NextHop.Internet _,
          NextHop.None _,
          NextHop.Unknown _ ->
          nextHop.typeName();
    };
  }

  private static List<String> addresses(EffectiveRoute route) {
    return EffectiveRoutesReport.addresses(route.nextHop());
  }

  /** The reasons, and that the question was asked for an address that the interface lacks. */
  private static List<CheckReport.EvidenceView> shown(NextHopLookup.Answer answer) {
    List<CheckReport.EvidenceView> shown = new ArrayList<>();
    if (answer.missing().isEmpty()) {
      shown.addAll(why(answer));
    }
    answer
        .question()
        .source()
        .flatMap(source -> InspectionReport.foreign(answer.at(), source))
        .ifPresent(shown::add);
    return shown;
  }

  private static List<CheckReport.EvidenceView> why(NextHopLookup.Answer answer) {
    if (answer.platform()) {
      return List.of(
          new CheckReport.EvidenceView(
              "passes",
              "platform address: the host answers itself, and no user route applies",
              Optional.empty()));
    }
    if (answer.route().isEmpty()) {
      return List.of(
          new CheckReport.EvidenceView(
              "blocks", "no route covers " + answer.question().destination(), Optional.empty()));
    }
    EffectiveRoute route = answer.route().get();
    String words =
        answer.unreachable()
            ? Wording.of(route) + ", which is in no connected network: dropped"
            : Wording.of(route);
    boolean dropped = answer.unreachable() || route.nextHop() instanceof NextHop.None;
    return List.of(
        new CheckReport.EvidenceView(
            dropped ? "blocks" : "passes",
            words,
            route.declared().map(RouteTable.Route::declaredAt).map(Object::toString)));
  }

  private static Map<String, Object> explanation(
      NextHopLookup.Answer answer, List<String> addresses) {
    Map<String, Object> explanation = new LinkedHashMap<>();
    explanation.put("networkInterface", answer.at().nic().id().toString());
    explanation.put("why", why(answer).stream().map(CheckReport.EvidenceView::text).toList());
    answer
        .route()
        .ifPresent(route -> {
          explanation.put("addressPrefix", route.prefix().toString());
          explanation.put("nextHopIpAddresses", addresses);
          route
              .declared()
              .ifPresent(declared -> {
                explanation.put("routeName", declared.name());
                explanation.put("declaredAt", declared.declaredAt().toString());
              });
        });
    answer
        .question()
        .source()
        .ifPresent(source -> explanation.put("sourceAddressIsOwn", isOwn(answer, source)));
    explanation.put("missing", Wording.of(answer.missing()));
    return explanation;
  }

  private static boolean isOwn(NextHopLookup.Answer answer, IpAddress source) {
    return answer.at().owns(source);
  }
}
