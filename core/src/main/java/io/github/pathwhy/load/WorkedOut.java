package io.github.pathwhy.load;

import io.github.pathwhy.load.form.Reading.Found;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.NetworkInterface;
import io.github.pathwhy.model.network.PublicIpAddress;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.service.ApplicationGateway;
import io.github.pathwhy.model.service.AzureFirewall;
import io.github.pathwhy.model.service.LoadBalancer;
import io.github.pathwhy.model.service.PrivateEndpoint;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What references of a template to the state of other resources come to: addresses that Azure will
/// give, and that reading the inputs tells as well. A route to the firewall beside it, such as
/// `reference('fw').ipConfigurations[0].properties.privateIPAddress`, leads to that firewall.
final class WorkedOut {
  private static final int FIRST_USABLE = 4;

  /** A reference that is not known, as the evaluation of templates writes it. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\{reference\\('(.+?)'(?:,"
              + " 'Full'\\)\\.properties|\\))((?:\\.[A-Za-z0-9]+|\\[[0-9]+])+)}");

  private static final Pattern PRIVATE =
      Pattern.compile(
          "\\.(ipConfigurations|frontendIPConfigurations)\\[([0-9]+)]\\.properties"
              + "\\.privateIPAddress");
  private static final Pattern ENDPOINT =
      Pattern.compile("\\.customDnsConfigs\\[0]\\.ipAddresses\\[([0-9]+)]");

  private final Topology topology;
  private final Map<String, Optional<IpAddress>> known = new HashMap<>();
  private boolean changed;

  /** The resource that is looked at: what it says of itself stays open. */
  private String own = "";

  WorkedOut(Topology topology) {
    this.topology = topology;
  }

  /** The same with what is known now; nothing when that is what was known before. */
  Optional<List<Found>> in(List<Found> found) {
    List<Found> better = new ArrayList<>(found.size());
    for (Found each : found) {
      better.add(
          switch (each) {
            case Found.Resource(Tree.Mapping object, String path) -> {
              own =
                  object.get("id") instanceof Tree.Scalar id
                      ? id.text().toLowerCase(Locale.ROOT)
                      : "";
              yield new Found.Resource(in(object), path);
            }
            case Found.Sections _, Found.EffectiveRoutes _, Found.Unread _ -> each;
          });
    }
    return changed ? Optional.of(better) : Optional.empty();
  }

  private Tree.Mapping in(Tree.Mapping mapping) {
    Tree.Mapping copy = new Tree.Mapping(mapping.at());
    for (Tree.Entry entry : mapping.entries()) {
      copy.add(new Tree.Entry(entry.key(), entry.at(), in(entry.value())));
    }
    return copy;
  }

  private Tree in(Tree tree) {
    return switch (tree) {
      case Tree.Mapping mapping -> in(mapping);
      case Tree.Sequence(List<Tree> items, long at) ->
          new Tree.Sequence(items.stream().map(this::in).toList(), at);
      case Tree.Scalar scalar ->
          scalar.kind() == Tree.Kind.UNKNOWN && scalar.text().contains("{reference(")
              ? in(scalar)
              : scalar;
    };
  }

  private Tree.Scalar in(Tree.Scalar open) {
    Matcher matcher = REFERENCE.matcher(open.text());
    StringBuilder text = new StringBuilder();
    boolean mine = false;
    while (matcher.find()) {
      String id = id(matcher.group(1));
      Optional<IpAddress> value =
          own.endsWith("/" + id.toLowerCase(Locale.ROOT))
              ? Optional.empty()
              : known.computeIfAbsent(matcher.group(), _ -> value(id, matcher.group(2)));
      mine |= value.isPresent();
      matcher.appendReplacement(
          text, Matcher.quoteReplacement(value.map(IpAddress::toString).orElse(matcher.group())));
    }
    matcher.appendTail(text);
    changed |= mine;
    return !mine
        ? open
        : text.indexOf("{") >= 0
            ? Tree.unknown(text.toString(), open.at())
            : Tree.text(text.toString(), open.at());
  }

  /** The end of an id, as a reference has it: with colons, and often without its scope. */
  private static String id(String written) {
    String path = written.replace(':', '/');
    int provider = path.lastIndexOf("/providers/");
    return provider < 0 ? path : path.substring(path.indexOf('/', provider + 11) + 1);
  }

  private Optional<IpAddress> value(String id, String path) {
    List<Resource> meant =
        topology.resources().stream()
            .filter(each -> isAddressed(each) && each.id().endsWithPath(id))
            .toList();
    return meant.size() == 1 ? value(meant.getFirst(), path) : Optional.empty();
  }

  private static boolean isAddressed(Resource resource) {
    return resource instanceof AzureFirewall
        || resource instanceof NetworkInterface
        || resource instanceof LoadBalancer
        || resource instanceof ApplicationGateway
        || resource instanceof PrivateEndpoint
        || resource instanceof PublicIpAddress;
  }

  private Optional<IpAddress> value(Resource resource, String path) {
    Matcher address = PRIVATE.matcher(path);
    Matcher endpoint = ENDPOINT.matcher(path);
    if (address.matches()) {
      return at(privateAddresses(resource), Integer.parseInt(address.group(2)));
    }
    if (endpoint.matches() && resource instanceof PrivateEndpoint of) {
      List<Optional<IpAddress>> all = of.addresses().stream().map(Optional::of).toList();
      return at(all, Integer.parseInt(endpoint.group(1)));
    }
    return resource instanceof PublicIpAddress of && path.equals(".ipAddress")
        ? of.address()
        : Optional.empty();
  }

  private static Optional<IpAddress> at(List<Optional<IpAddress>> all, int index) {
    return index < all.size() ? all.get(index) : Optional.empty();
  }

  /** In the order of the input, which decides when there are several. */
  private List<Optional<IpAddress>> privateAddresses(Resource resource) {
    return switch (resource) {
      case AzureFirewall firewall ->
          List.of(firewall.privateAddress().or(() -> firewall.subnet().flatMap(this::first)));
      case NetworkInterface nic ->
          nic.ipConfigurations().size() == 1
              ? List.of(Optional.of(nic.ipConfigurations().getFirst().privateAddress()))
              : byPlace(nic);
      case LoadBalancer balancer ->
          balancer.frontends().stream().map(LoadBalancer.Frontend::privateAddress).toList();
      case ApplicationGateway gateway ->
          gateway.frontends().stream().map(ApplicationGateway.Frontend::privateAddress).toList();
      default -> List.of();
    };
  }

  /** Interfaces have their primary configuration first, which the input need not have. */
  private static List<Optional<IpAddress>> byPlace(NetworkInterface nic) {
    return nic.ipConfigurations().stream()
        .sorted((one, other) -> Long.compare(line(one), line(other)))
        .map(configuration -> Optional.of(configuration.privateAddress()))
        .toList();
  }

  private static long line(IpConfiguration configuration) {
    return ((long) configuration.declaredAt().line() << 32) + configuration.declaredAt().column();
  }

  /** What Azure gives to a service that has a subnet to itself. */
  private Optional<IpAddress> first(ResourceId subnet) {
    return topology
        .find(subnet, Subnet.class)
        .filter(found -> !found.prefixes().isEmpty())
        .map(found -> found.prefixes().getFirst().address(FIRST_USABLE));
  }
}
