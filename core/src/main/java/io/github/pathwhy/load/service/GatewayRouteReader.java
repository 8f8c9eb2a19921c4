package io.github.pathwhy.load.service;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.References;
import io.github.pathwhy.load.declare.Siblings;
import io.github.pathwhy.load.network.IpConfigurations;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads where the requests of an application gateway's listeners go. */
public final class GatewayRouteReader {
  private static final String POOLS = "backendAddressPools";
  private static final String SETTINGS = "backendHttpSettingsCollection";
  private static final String SETTINGS_4 = "backendSettingsCollection";
  private static final String PROBES = "probes";
  private static final String PATH_MAPS = "urlPathMaps";
  private static final String MEMBERS = "backendAddresses";
  private static final String EVERY_PATH = "/*";
  private static final List<String> RULE_TYPES = List.of("Basic", "PathBasedRouting");

  private final References references;
  private final IpConfigurations configurations;
  private final ResourceId gateway;
  private final Fields fields;
  private final Siblings poolNames;
  private final Siblings settingNames;
  private final Siblings settingNames4;
  private final Siblings probeNames;
  private final Map<ResourceId, ApplicationGateway.Pool> pools = new HashMap<>();
  private final Map<ResourceId, Integer> probePorts = new HashMap<>();
  private final Map<ResourceId, Setting> settings = new HashMap<>();
  private final Map<ResourceId, List<Target>> pathMaps = new HashMap<>();

  /** How members are spoken to. */
  private record Setting(int port, Optional<Integer> probePort) {}

  /** Where requests of one path go. */
  private record Target(String path, ApplicationGateway.Pool pool, Setting setting) {}

  public GatewayRouteReader(
      References references, IpConfigurations configurations, ResourceId gateway, Fields fields) {
    this.references = references;
    this.configurations = configurations;
    this.gateway = gateway;
    this.fields = fields;
    this.poolNames = Siblings.of(gateway, fields, POOLS, "backend pool");
    this.settingNames = Siblings.of(gateway, fields, SETTINGS, "backend setting");
    this.settingNames4 = Siblings.of(gateway, fields, SETTINGS_4, "backend setting");
    this.probeNames = Siblings.of(gateway, fields, PROBES, "probe");
  }

  /** The routes of each listener; those that redirect have no backend and are left out. */
  public Map<ResourceId, List<ApplicationGateway.Route>> read() {
    for (Fields pool : named(POOLS)) {
      ApplicationGateway.Pool read = readPool(pool);
      pools.put(read.id(), read);
      pool.close();
    }
    for (Fields probe : named(PROBES)) {
      ResourceId id = Declarations.childId(gateway, probe, PROBES);
      probe
          .integer("port", 0, PortRange.MAX)
          .filter(port -> port > 0)
          .ifPresent(port -> probePorts.put(id, port));
      probe.close();
    }
    readSettings(SETTINGS);
    readSettings(SETTINGS_4);
    for (Fields map : named(PATH_MAPS)) {
      pathMaps.put(Declarations.childId(gateway, map, PATH_MAPS), readPathMap(map));
      map.close();
    }
    Map<ResourceId, List<ApplicationGateway.Route>> routes = new HashMap<>();
    Siblings listeners = Siblings.of(gateway, fields, "httpListeners", "listener");
    Siblings maps = Siblings.of(gateway, fields, PATH_MAPS, "path map");
    for (Fields rule : named("requestRoutingRules")) {
      rule.require("httpListener", "name a listener of this gateway");
      Optional<ResourceId> listener = references.sibling(rule, "httpListener", listeners);
      rule.check("ruleType", RULE_TYPES);
      rule.get("priority");
      List<Target> targets = new ArrayList<>();
      references.sibling(rule, "urlPathMap", maps).map(pathMaps::get).ifPresent(targets::addAll);
      readTarget(rule, "backendAddressPool", "backendHttpSettings", List.of(EVERY_PATH), targets);
      rule.get("redirectConfiguration");
      rule.close();
      listener.ifPresent(id -> addRoutes(routes, id, rule, targets));
    }
    Siblings listeners4 = Siblings.of(gateway, fields, "listeners", "listener");
    for (Fields rule : named("routingRules")) {
      Optional<ResourceId> listener = references.sibling(rule, "listener", listeners4);
      rule.check("ruleType", RULE_TYPES);
      rule.get("priority");
      List<Target> targets = new ArrayList<>(1);
      readTarget(rule, "backendAddressPool", "backendSettings", List.of(EVERY_PATH), targets);
      rule.close();
      listener.ifPresent(id -> addRoutes(routes, id, rule, targets));
    }
    return routes;
  }

  private static void addRoutes(
      Map<ResourceId, List<ApplicationGateway.Route>> routes,
      ResourceId listener,
      Fields rule,
      List<Target> targets) {
    String name = rule.text("name").orElse("");
    for (Target target : targets) {
      routes
          .computeIfAbsent(listener, _ -> new ArrayList<>())
          .add(
              new ApplicationGateway.Route(
                  name,
                  target.path(),
                  target.pool(),
                  target.setting().port(),
                  target.setting().probePort()));
    }
  }

  private void readSettings(String key) {
    for (Fields setting : named(key)) {
      ResourceId id = Declarations.childId(gateway, setting, key);
      if (key.equals(SETTINGS)) {
        setting.require("port", "give the port of the members");
      }
      Optional<Integer> probePort =
          references.sibling(setting, "probe", probeNames).map(probePorts::get);
      setting
          .integer("port", 1, PortRange.MAX)
          .ifPresent(port ->
              settings.put(id, new Setting(port, probePort.filter(other -> !other.equals(port)))));
      setting.text("protocol");
      setting.get("probeEnabled");
      setting.close();
    }
  }

  private List<Fields> named(String key) {
    List<Fields> found = fields.namedChildren(key);
    found.forEach(each -> each.require("name", "every one has a name"));
    return found;
  }

  private List<Target> readPathMap(Fields map) {
    List<Target> targets = new ArrayList<>();
    for (Fields rule : map.namedChildren("pathRules")) {
      rule.text("name");
      rule.require("paths", "such as /images/*");
      List<String> paths = rule.scalars("paths").stream().map(Tree.Scalar::text).toList();
      readTarget(rule, "backendAddressPool", "backendHttpSettings", paths, targets);
      rule.get("redirectConfiguration");
      rule.close();
    }
    readTarget(
        map,
        "defaultBackendAddressPool",
        "defaultBackendHttpSettings",
        List.of(EVERY_PATH),
        targets);
    map.get("defaultRedirectConfiguration");
    return targets;
  }

  private void readTarget(
      Fields rule, String poolKey, String settingKey, List<String> paths, List<Target> targets) {
    Optional<ApplicationGateway.Pool> pool =
        references.sibling(rule, poolKey, poolNames).map(pools::get);
    Siblings names = settingKey.equals("backendSettings") ? settingNames4 : settingNames;
    Optional<Setting> setting = references.sibling(rule, settingKey, names).map(settings::get);
    if (pool.isPresent() && setting.isPresent()) {
      paths.forEach(path -> targets.add(new Target(path, pool.get(), setting.get())));
    }
  }

  /** A pool: addresses and names, alone or in ARM's objects, and interfaces. */
  private ApplicationGateway.Pool readPool(Fields pool) {
    List<IpAddress> addresses = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int index = 0;
    for (Tree item : pool.items(MEMBERS)) {
      switch (item) {
        case Tree.Scalar(String text, Tree.Kind _, long _) -> add(text, addresses, names);
        case Tree.Mapping mapping -> {
          Fields member = pool.nested(mapping, MEMBERS + "[" + index + "]");
          member.text("ipAddress").ifPresent(text -> add(text, addresses, names));
          member.text("fqdn").ifPresent(text -> add(text, addresses, names));
          member.close();
        }
        case Tree.Sequence list ->
            pool.misfit(list, MEMBERS, "a list in a list", "give addresses and names");
      }
      index++;
    }
    return new ApplicationGateway.Pool(
        Declarations.childId(gateway, pool, POOLS),
        addresses,
        names,
        configurations.many(pool, "backendIPConfigurations"));
  }

  private static void add(String member, List<IpAddress> addresses, List<String> names) {
    IpAddress.parse(member).ifPresentOrElse(addresses::add, () -> names.add(member));
  }
}
