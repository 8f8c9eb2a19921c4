package io.github.pathwhy.probe.web;

import io.github.pathwhy.net.IpAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The names that a certificate is for: its subject alternative names (RFC 9525: the common name
/// counts no more).
record CertificateNames(List<String> names, List<IpAddress> addresses) {
  private static final int DNS = 2;
  private static final int ADDRESS = 7;
  private static final int MOST_SHOWN = 5;

  static CertificateNames of(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    List<IpAddress> addresses = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> alternative : alternatives) {
          int type = (Integer) alternative.get(0);
          if (type == DNS && alternative.get(1) instanceof String name) {
            names.add(name);
          } else if (type == ADDRESS && alternative.get(1) instanceof String address) {
            IpAddress.parse(address).ifPresent(addresses::add);
          }
        }
      }
    } catch (CertificateParsingException _) {
      // Then it has no names that could match.
    }
    return new CertificateNames(names, addresses);
  }

  /** Whether it is for a host; a wildcard stands for one whole label at the front. */
  boolean match(String host) {
    Optional<IpAddress> address = IpAddress.parse(host);
    if (address.isPresent()) {
      return addresses.contains(address.get());
    }
    String wanted = plain(host);
    for (String name : names) {
      String candidate = plain(name);
      if (candidate.equals(wanted)) {
        return true;
      }
      if (candidate.startsWith("*.")) {
        int dot = wanted.indexOf('.');
        if (dot > 0
            && candidate.indexOf('.', 2) > 0
            && wanted.substring(dot).equals(candidate.substring(1))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** For people. */
  String text() {
    List<String> all = new ArrayList<>(names);
    addresses.forEach(address -> all.add(address.toString()));
    if (all.isEmpty()) {
      return "no name at all";
    }
    return all.size() <= MOST_SHOWN
        ? String.join(", ", all)
        : String.join(", ", all.subList(0, MOST_SHOWN))
            + " and "
            + (all.size() - MOST_SHOWN)
            + " more";
  }
}
