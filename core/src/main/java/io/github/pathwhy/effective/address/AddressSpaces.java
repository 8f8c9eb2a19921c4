package io.github.pathwhy.effective.address;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.util.ArrayList;
import java.util.List;

/// Address ranges with a fixed meaning in Azure: what the `Internet` tag leaves out, what system
/// routes drop, and the platform's own addresses.
public final class AddressSpaces {

  /// The wire server: DNS, DHCP, health probes, guest agent
  /// (`virtual-network/what-is-ip-address-168-63-129-16`).
  public static final IpAddress WIRE_SERVER = IpAddress.of("168.63.129.16");

  /** The instance metadata service. */
  public static final IpAddress METADATA_SERVICE = IpAddress.of("169.254.169.254");

  /** Where load balancer probes over IPv6 come from. */
  public static final IpAddress PROBE_SOURCE_V6 = IpAddress.of("fe80::1234:5678:9abc");

  /** The source of load balancer probes: the wire server, and a link-local address for IPv6. */
  public static final List<Prefix> LOAD_BALANCER =
      List.of(Prefix.host(WIRE_SERVER), Prefix.host(PROBE_SOURCE_V6));

  /** What a subnet drops by system route (`virtual-network/virtual-networks-udr-overview`). */
  public static final List<Prefix> RESERVED =
      List.of(
          Prefix.of("10.0.0.0/8"),
          Prefix.of("172.16.0.0/12"),
          Prefix.of("192.168.0.0/16"),
          Prefix.of("100.64.0.0/10"));

  // What the service left out in recorded expansions of the Internet tag; of the documentation
  // ranges only 192.0.2.0/24.
  private static final PrefixSet NOT_INTERNET_V4 =
      set(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.2.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "224.0.0.0/3");

  private static final Prefix GLOBAL_UNICAST_V6 = Prefix.of("2000::/3");

  private static final PrefixSet NOT_ROUTED =
      set(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "224.0.0.0/3");

  private static final PrefixSet DOCUMENTATION =
      set("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32");

  private AddressSpaces() {}

  /** Whether the `Internet` tag covers the address, apart from a virtual network's own space. */
  public static boolean isInternet(IpAddress address) {
    return address.version() == IpVersion.V4
        ? !NOT_INTERNET_V4.contains(address)
        : GLOBAL_UNICAST_V6.contains(address);
  }

  /** The blocks that the `Internet` tag covers, apart from a virtual network's own space. */
  public static List<Prefix> internet() {
    List<Prefix> blocks = new ArrayList<>(NOT_INTERNET_V4.without(Prefix.ALL_V4));
    blocks.add(GLOBAL_UNICAST_V6);
    return blocks;
  }

  /** Whether the public internet can carry a packet to the address. */
  public static boolean isPublic(IpAddress address) {
    return address.version() == IpVersion.V4
        ? !NOT_ROUTED.contains(address)
        : GLOBAL_UNICAST_V6.contains(address);
  }

  /** Whether the address may be one of an Azure service. */
  public static boolean mayBelongToAzure(IpAddress address) {
    return isPublic(address) && !DOCUMENTATION.contains(address);
  }

  /// Whether the platform itself answers at the address; such traffic passes no security group
  /// unless a rule names a platform tag, and follows no user route.
  public static boolean isPlatform(IpAddress address) {
    return address.equals(WIRE_SERVER) || address.equals(METADATA_SERVICE);
  }

  private static PrefixSet set(String... prefixes) {
    return PrefixSet.of(List.of(prefixes).stream().map(Prefix::of).toList());
  }
}
