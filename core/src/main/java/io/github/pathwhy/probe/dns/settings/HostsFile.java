package io.github.pathwhy.probe.dns.settings;

import io.github.pathwhy.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

/** Looks names up in the text of a hosts file: an address and its names a line. */
public final class HostsFile {
  private static final int MOST_ADDRESSES = 64;

  private HostsFile() {}

  /** The addresses of a name, in the order of the file. */
  public static List<IpAddress> addresses(String text, String name) {
    String wanted = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    List<IpAddress> addresses = new ArrayList<>();
    if (!text.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT))) {
      return addresses;
    }
    text.lines()
        .forEach(line -> {
          int comment = line.indexOf('#');
          StringTokenizer words =
              new StringTokenizer(comment < 0 ? line : line.substring(0, comment));
          if (!words.hasMoreTokens()) {
            return;
          }
          String address = words.nextToken();
          while (words.hasMoreTokens()) {
            if (words.nextToken().equalsIgnoreCase(wanted)) {
              IpAddress.parse(address)
                  .filter(
                      parsed -> !addresses.contains(parsed) && addresses.size() < MOST_ADDRESSES)
                  .ifPresent(addresses::add);
            }
          }
        });
    return addresses;
  }
}
