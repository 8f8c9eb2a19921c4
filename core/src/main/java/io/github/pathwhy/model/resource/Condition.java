package io.github.pathwhy.model.resource;

/** Of which flows a property is that decides for some of those that meet its resource. */
public enum Condition {
  /** All of them. */
  ALWAYS("always"),
  /** It names what uses the resource: all of them, when that is in no input. */
  ABSENT_USER("absent-user"),
  /** Those that take an ExpressRoute circuit. */
  CIRCUIT("circuit"),
  /** Flows over IPv6. */
  IPV6("ipv6"),
  /** Those to the site by which an app is managed. */
  MANAGEMENT_SITE("management-site"),
  /** Those that ask for a name. */
  NAME_QUERY("name-query"),
  /** Those to a SQL server, or to where one redirects to. */
  SQL("sql"),
  /** Those to a public address. */
  PUBLIC_DESTINATION("public-destination"),
  /** Those that came for an address of the resource itself. */
  OWN_ADDRESS("own-address"),
  /** Those that its rules let pass. */
  PASSED("passed"),
  /** Those that leave by a service endpoint. */
  SERVICE_ENDPOINT("service-endpoint");

  private final String label;

  Condition(String label) {
    this.label = label;
  }

  /** The name in the census. */
  public String label() {
    return label;
  }
}
