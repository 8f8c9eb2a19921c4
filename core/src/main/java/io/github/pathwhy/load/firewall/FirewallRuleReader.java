package io.github.pathwhy.load.firewall;

import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.service.FirewallPolicy.Application;
import io.github.pathwhy.model.service.FirewallPolicy.ApplicationRule;
import io.github.pathwhy.model.service.FirewallPolicy.NatRule;
import io.github.pathwhy.model.service.FirewallPolicy.NetworkRule;
import io.github.pathwhy.model.service.FirewallPolicy.Service;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the rules of firewalls: those of policies, and the classic ones of a firewall itself,
/// which have `protocols` where policies have `ipProtocols`.
public final class FirewallRuleReader {
  private static final List<Application> APPLICATIONS = List.of(Application.values());
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int SQL_PORT = 1433;

  private final FirewallAddresses addresses;

  public FirewallRuleReader(FirewallAddresses addresses) {
    this.addresses = addresses;
  }

  public NatRule readNat(Fields fields, String protocolsKey) {
    String name = begin(fields);
    Head head = readHead(fields, protocolsKey);
    NatRule rule =
        new NatRule(
            name,
            fields.position(),
            head.protocols(),
            head.source(),
            addresses.read(fields, "destination"),
            fields.ports("destinationPorts"),
            fields.address("translatedAddress"),
            fields.text("translatedFqdn"),
            fields.integer("translatedPort", 1, PortRange.MAX));
    require(fields, "destinationAddresses");
    if (rule.translatedFqdn().isEmpty()) {
      require(fields, "translatedAddress");
    }
    fields.close();
    return rule;
  }

  public NetworkRule readNetwork(Fields fields, String protocolsKey) {
    String name = begin(fields);
    Head head = readHead(fields, protocolsKey);
    NetworkRule rule =
        new NetworkRule(
            name,
            fields.position(),
            head.protocols(),
            head.source(),
            addresses.read(fields, "destination"),
            texts(fields, "destinationFqdns"),
            fields.ports("destinationPorts"));
    if (fields.get("destinationIpGroups") == null && fields.get("destinationFqdns") == null) {
      require(fields, "destinationAddresses");
    }
    fields.close();
    return rule;
  }

  public ApplicationRule readApplication(Fields fields) {
    String name = begin(fields);
    List<String> fqdns = texts(fields, "targetFqdns");
    List<String> categories = texts(fields, "webCategories");
    for (String url : texts(fields, "targetUrls")) {
      int slash = url.indexOf('/');
      if (slash < 0 || url.endsWith("/") || url.endsWith("/*")) {
        fqdns.add(slash < 0 ? url : url.substring(0, slash));
      } else {
        categories.add(url);
      }
    }
    ApplicationRule rule =
        new ApplicationRule(
            name,
            fields.position(),
            readSource(fields),
            readServices(fields),
            fqdns,
            texts(fields, "fqdnTags"),
            categories);
    if (rule.fqdns().isEmpty() && rule.tags().isEmpty() && rule.categories().isEmpty()) {
      require(fields, "targetFqdns");
    }
    fields.close();
    return rule;
  }

  /** The name, and the keys that every rule may have. */
  private static String begin(Fields fields) {
    fields.get("description");
    require(fields, "name");
    return fields.text("name").orElse("");
  }

  /** Exports leave things out that Azure would refuse to take. */
  private static void require(Fields fields, String key) {
    if (fields.isStrict()) {
      fields.require(key, "every such rule has one");
    }
  }

  /** What rules that are not about applications start with. */
  private record Head(List<Protocol> protocols, List<AddressTerm> source) {}

  /// Protocols and sources. Where not all protocols are known, the rule may match any, and so may
  /// its sources: nothing else says that a rule may match.
  private Head readHead(Fields fields, String protocolsKey) {
    List<Protocol> protocols = readProtocols(fields, protocolsKey);
    List<AddressTerm> source = readSource(fields);
    List<String> open = fields.takeUnknowns(protocolsKey);
    return open.isEmpty()
        ? new Head(protocols, source)
        : new Head(List.of(Protocol.ANY), List.of(new AddressTerm.Unknown(open.getFirst())));
  }

  private List<AddressTerm> readSource(Fields fields) {
    List<AddressTerm> terms = addresses.read(fields, "source");
    if (fields.get("sourceIpGroups") == null) {
      require(fields, "sourceAddresses");
    }
    return terms;
  }

  private static List<Protocol> readProtocols(Fields fields, String key) {
    List<Protocol> found = new ArrayList<>();
    for (Tree.Scalar scalar : fields.scalars(key)) {
      Optional<Protocol> protocol = Protocol.parse(scalar.text());
      protocol.ifPresent(found::add);
      if (protocol.isEmpty() && !fields.isUnknown(key, scalar)) {
        fields.misfit(scalar, key, "'" + scalar.text() + "'", "allowed: Tcp, Udp, Icmp, Any");
      }
    }
    require(fields, key);
    return found;
  }

  private static List<Service> readServices(Fields fields) {
    List<Service> found = new ArrayList<>();
    for (Fields service : fields.children("protocols")) {
      Optional<Application> application =
          service.choice("protocolType", APPLICATIONS, FirewallRuleReader::label);
      Optional<Integer> port = service.integer("port", 0, PortRange.MAX);
      require(service, "protocolType");
      service.close();
      application.ifPresent(known ->
          found.add(new Service(known, port.filter(given -> given > 0).orElse(usual(known)))));
    }
    require(fields, "protocols");
    return found;
  }

  private static String label(Application application) {
    return application.name().charAt(0) + application.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static int usual(Application application) {
    return switch (application) {
      case HTTP -> HTTP_PORT;
      case HTTPS -> HTTPS_PORT;
      case MSSQL -> SQL_PORT;
    };
  }

  private static List<String> texts(Fields fields, String key) {
    List<String> found = new ArrayList<>();
    fields.scalars(key).forEach(scalar -> found.add(scalar.text()));
    return found;
  }
}
