package io.github.pathwhy.report;

import io.github.pathwhy.diagnose.Wording;
import io.github.pathwhy.inspect.InterfaceRoutes;
import io.github.pathwhy.model.network.NextHop;
import io.github.pathwhy.model.network.RouteTable;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The routes in force at an interface, as `az network nic show-effective-route-table` prints them,
/// the overridden ones as `Invalid`.
public final class EffectiveRoutesReport {
  private EffectiveRoutesReport() {}

  public static InspectionReport of(InterfaceRoutes.Answer answer) {
    boolean noPropagation =
        answer.table().filter(RouteTable::disableBgpRoutePropagation).isPresent();
    List<Object> value = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Map<String, Object>> table = new ArrayList<>();
    for (InterfaceRoutes.Row route : answer.rows()) {
      value.add(entry(route, noPropagation));
      rows.add(row(route));
      table.add(withPlace(route));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("value", value);
    document.put("explanation", explanation(answer));
    long active = answer.rows().stream().filter(InterfaceRoutes.Row::active).count();
    long overridden = answer.rows().size() - active;
    String title =
        answer
            .table()
            .map(RouteTable::name)
            .map(name -> "Routes, with those of " + name)
            .orElse("Routes");
    return new InspectionReport(
        answer.isComplete() ? InspectionReport.Outcome.FACT : InspectionReport.Outcome.UNDETERMINED,
        active + " routes" + (overridden > 0 ? ", " + overridden + " overridden" : ""),
        InspectionReport.nameOf(answer.at()),
        List.of(),
        List.of(new InspectionReport.Section(title, List.of(), table)),
        Wording.of(answer.missing()),
        rows,
        document);
  }

  private static Map<String, Object> entry(InterfaceRoutes.Row route, boolean noPropagation) {
    List<String> prefixes = route.prefixes().stream().map(Prefix::toString).toList();
    Map<String, Object> entry = new LinkedHashMap<>();
    route.declared().ifPresent(declared -> entry.put("name", declared.name()));
    entry.put("disableBgpRoutePropagation", noPropagation);
    entry.put("source", route.source().label());
    entry.put("state", state(route));
    entry.put("hasBgpOverride", false);
    entry.put("addressPrefix", prefixes);
    entry.put("nextHopType", route.nextHop().typeName());
    entry.put("nextHopIpAddress", addresses(route.nextHop()));
    entry.put("destinationServiceTags", route.tag().map(List::of).orElse(List.of()));
    entry.put(
        "tagMap", route.tag().map(tag -> Map.<String, Object>of(tag, prefixes)).orElse(Map.of()));
    return entry;
  }

  private static String state(InterfaceRoutes.Row route) {
    return route.active() ? "Active" : "Invalid";
  }

  /** The addresses of a next hop that has any. */
  static List<String> addresses(NextHop nextHop) {
    return switch (nextHop) {
      case NextHop.VirtualAppliance(List<IpAddress> addresses) ->
          addresses.stream().map(IpAddress::toString).toList();
      case NextHop.VirtualNetworkGateway gateway ->
          gateway.addresses().stream().map(IpAddress::toString).toList();
      case NextHop.VnetLocal _,
          NextHop.Internet _,
          NextHop.None _,
          NextHop.VirtualNetworkPeering _,
          NextHop.InterfaceEndpoint _,
          NextHop.ServiceEndpoint _,
          NextHop.Unknown _ ->
          List.of();
    };
  }

  /** A row under the headings of `az`. */
  private static Map<String, Object> row(InterfaceRoutes.Row route) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Source", route.source().label());
    row.put("State", state(route));
    row.put("Address Prefix", prefixes(route));
    row.put("Next Hop Type", route.nextHop().typeName());
    row.put("Next Hop IP", String.join(" ", addresses(route.nextHop())));
    return row;
  }

  private static String prefixes(InterfaceRoutes.Row route) {
    return route.prefixes().isEmpty()
        ? route.tag().orElse("not known")
        : InspectionReport.some(route.prefixes());
  }

  private static Map<String, Object> withPlace(InterfaceRoutes.Row route) {
    Map<String, Object> row = new LinkedHashMap<>(row(route));
    row.put("Name", route.declared().map(RouteTable.Route::name).orElse(""));
    route
        .declared()
        .ifPresent(
            declared -> row.put(InspectionReport.DECLARED_AT, declared.declaredAt().toString()));
    return row;
  }

  private static Map<String, Object> explanation(InterfaceRoutes.Answer answer) {
    Map<String, Object> places = new LinkedHashMap<>();
    for (InterfaceRoutes.Row route : answer.rows()) {
      route
          .declared()
          .ifPresent(
              declared -> places.put(declared.id().toString(), declared.declaredAt().toString()));
    }
    Map<String, Object> explanation = new LinkedHashMap<>();
    explanation.put("networkInterface", answer.at().nic().id().toString());
    answer.table().ifPresent(table -> explanation.put("routeTableId", table.id().toString()));
    explanation.put("declaredAt", places);
    explanation.put("missing", Wording.of(answer.missing()));
    return explanation;
  }
}
