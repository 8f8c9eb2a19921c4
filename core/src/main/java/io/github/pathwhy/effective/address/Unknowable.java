package io.github.pathwhy.effective.address;

import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import java.util.List;
import java.util.Locale;

/// Addresses that stand for public ones of Azure's which nobody can know. They are of ranges that
/// no network uses: the former relays of 6to4 (RFC 7526), which `Internet` covers, and
/// documentation.
public final class Unknowable {
  private static final List<IpAddress> LENT =
      List.of(IpAddress.of("192.88.99.251"), IpAddress.of("2001:db8::1"));
  private static final List<IpAddress> OF_SERVICE =
      List.of(IpAddress.of("192.88.99.252"), IpAddress.of("2001:db8::2"));

  private static final String AZURE = "azurecloud";

  private Unknowable() {}

  /** The one of what sends from a network, such as that of default outbound access. */
  public static IpAddress lent(IpVersion version) {
    return of(LENT, version);
  }

  /** The one of a service that sends from somewhere in Azure. */
  public static IpAddress ofService(IpVersion version) {
    return of(OF_SERVICE, version);
  }

  private static IpAddress of(List<IpAddress> addresses, IpVersion version) {
    return addresses.get(version == IpVersion.V4 ? 0 : 1);
  }

  public static boolean is(IpAddress address) {
    return LENT.contains(address) || OF_SERVICE.contains(address);
  }

  /** Whether a tag of published prefixes covers such an address. */
  static Match isIn(String tag, IpAddress address) {
    String name = tag.toLowerCase(Locale.ROOT);
    if (name.equals(AZURE)) {
      return Match.YES;
    }
    return OF_SERVICE.contains(address) || name.startsWith(AZURE + ".") ? Match.UNKNOWN : Match.NO;
  }
}
