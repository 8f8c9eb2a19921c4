package io.github.pathwhy.draw;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.List;

/// Something that is drawn: a container such as a virtual network, or a thing inside one. The key
/// is unique in a drawing; facts and boxes inside have an order that means something to people.
public record Box(ResourceId key, Kind kind, String name, List<Fact> facts, List<Box> inside) {

  public Box {
    facts = List.copyOf(facts);
    inside = List.copyOf(inside);
  }

  /** What a box stands for. */
  public enum Kind {
    NETWORK("virtual network"),
    REMOTE_NETWORK("not in the input"),
    HUB("virtual hub"),
    SUBNET("subnet"),
    MACHINE(""),
    APPLIANCE("appliance"),
    FIREWALL("Azure Firewall"),
    BASTION("bastion"),
    BALANCER("load balancer"),
    APPLICATION_GATEWAY("application gateway"),
    ENDPOINT("private endpoint"),
    LINK_SERVICE("private link service"),
    ROUTE_SERVER("route server"),
    GATEWAY("gateway"),
    INTERFACE("interface"),
    SITE("site"),
    INTERNET(""),
    MORE(""),
    RESOURCE("");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** What people call it; empty where the name says enough. */
    public String label() {
      return label;
    }

    /** Whether boxes of this kind are drawn around others. */
    public boolean isContainer() {
      return this == NETWORK || this == HUB || this == SUBNET;
    }
  }

  /** One thing to know about a box. */
  public record Fact(Role role, String text) {

    /** The fact with the word that says what it is. */
    public String words() {
      return role.label().isEmpty() ? text : role.label() + " " + text;
    }
  }

  /** What a fact says. */
  public enum Role {
    ADDRESS(""),
    PUBLIC("public"),
    SECURITY_GROUP("NSG"),
    ROUTE_TABLE("routes"),
    NAT_GATEWAY("NAT"),
    TARGET("for"),
    NOTE("");

    private final String label;

    Role(String label) {
      this.label = label;
    }

    /** The word before the fact; empty where the fact speaks for itself. */
    public String label() {
      return label;
    }
  }
}
