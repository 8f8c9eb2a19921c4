package io.github.pathwhy.load.firewall;

import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.model.security.Traffic;
import io.github.pathwhy.model.service.FirewallPolicy.ApplicationRule;
import io.github.pathwhy.model.service.FirewallPolicy.NatRule;
import io.github.pathwhy.model.service.FirewallPolicy.NetworkRule;
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

  public NatRule readNat(ResourceId collection, Fields fields, String protocolsKey) {
    ResourceId id = begin(collection, fields);
    NatRule rule =
        new NatRule(
            id,
            fields.position(),
            readTraffic(fields, protocolsKey),
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

  public NetworkRule readNetwork(ResourceId collection, Fields fields, String protocolsKey) {
    ResourceId id = begin(collection, fields);
    NetworkRule rule =
        new NetworkRule(
            id,
            fields.position(),
            readTraffic(fields, protocolsKey),
            texts(fields, "destinationFqdns"));
    if (fields.get("destinationIpGroups") == null && fields.get("destinationFqdns") == null) {
      require(fields, "destinationAddresses");
    }
    fields.close();
    return rule;
  }

  public ApplicationRule readApplication(ResourceId collection, Fields fields) {
    ResourceId id = begin(collection, fields);
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
    List<AddressTerm> source = readSource(fields);
    List<String> tags = texts(fields, "fqdnTags");
    ApplicationRule rule =
        new ApplicationRule(
            id,
            fields.position(),
            Traffic.of(Protocol.TCP, readServices(fields, !tags.isEmpty()))
                .between(source, Traffic.ALL.destination()),
            fqdns,
            tags,
            categories);
    if (rule.fqdns().isEmpty() && rule.tags().isEmpty() && rule.categories().isEmpty()) {
      require(fields, "targetFqdns");
    }
    fields.close();
    return rule;
  }

  /// Protocols, addresses and destination ports. Where one of the protocols or ports is not known,
  /// the rule may match any, and so may its sources: that says that it may or may not match.
  private Traffic readTraffic(Fields fields, String protocolsKey) {
    List<Protocol> protocols = readProtocols(fields, protocolsKey);
    List<AddressTerm> source = readSource(fields);
    List<AddressTerm> destination = addresses.read(fields, "destination");
    List<PortRange> ports = fields.ports("destinationPorts");
    List<String> openProtocols = fields.takeUnknowns(protocolsKey);
    List<String> openPorts = fields.takeUnknowns("destinationPorts");
    List<AddressTerm> open = new ArrayList<>(0);
    openProtocols.forEach(missing -> open.add(new AddressTerm.Unknown(missing)));
    openPorts.forEach(missing -> open.add(new AddressTerm.Unknown(missing)));
    return Traffic.ALL
        .with(
            openProtocols.isEmpty() ? protocols : Traffic.ALL.protocols(),
            openPorts.isEmpty() ? ports : Traffic.ALL.destinationPorts())
        .between(open.isEmpty() ? source : open, destination);
  }

  /** The name, and the keys that every rule may have. */
  private static ResourceId begin(ResourceId collection, Fields fields) {
    fields.get("description");
    require(fields, "name");
    return Declarations.namedChild(collection, fields, "rules");
  }

  /** Exports leave things out that Azure would refuse to take. */
  private static void require(Fields fields, String key) {
    if (fields.isStrict()) {
      fields.require(key, "every such rule has one");
    }
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

  /** The ports of the services; rules by tag need not name any: they are for the web. */
  private static List<PortRange> readServices(Fields fields, boolean byTag) {
    List<PortRange> found = new ArrayList<>();
    boolean open = false;
    for (Fields service : fields.children("protocols")) {
      Optional<Application> application =
          service.choice("protocolType", APPLICATIONS, FirewallRuleReader::label);
      Optional<Integer> port = service.integer("port", 0, PortRange.MAX);
      require(service, "protocolType");
      open |= !service.unknownKeys().isEmpty();
      service.close();
      application.ifPresent(known -> {
        int number = port.filter(given -> given > 0).orElse(usual(known));
        found.add(new PortRange(number, number));
      });
    }
    require(fields, "protocols");
    if (open) {
      return Traffic.ALL.destinationPorts();
    }
    return found.isEmpty() && byTag
        ? List.of(new PortRange(HTTP_PORT, HTTP_PORT), new PortRange(HTTPS_PORT, HTTPS_PORT))
        : found;
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

  /** What application rules can look into. */
  private enum Application {
    HTTP,
    HTTPS,
    MSSQL
  }
}
