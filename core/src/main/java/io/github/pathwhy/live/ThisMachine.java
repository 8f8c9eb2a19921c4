package io.github.pathwhy.live;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.lookup.RequestException;
import io.github.pathwhy.net.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds this machine in a topology by its addresses. */
public final class ThisMachine {
  private ThisMachine() {}

  /// The id of the one machine that has an address of this one.
  ///
  /// @param addresses those of this machine's interfaces
  public static String in(EffectiveNetwork network, List<IpAddress> addresses)
      throws RequestException {
    Map<String, IpAddress> owners = new LinkedHashMap<>();
    for (IpAddress address : addresses) {
      for (EffectiveInterface owner : network.owners(address)) {
        owners.putIfAbsent(owner.ownerId().toString(), address);
      }
    }
    if (owners.size() == 1) {
      return owners.keySet().iterator().next();
    }
    if (owners.isEmpty()) {
      throw new RequestException(
          "no machine of the topology has an address of this one ("
              + list(addresses)
              + "): name the machine that this one is, with --source");
    }
    throw new RequestException(
        "addresses of this machine belong to several machines of the topology ("
            + String.join(", ", owners.keySet())
            + "): name the one that this is, with --source");
  }

  private static String list(List<IpAddress> addresses) {
    StringBuilder text = new StringBuilder();
    for (IpAddress address : addresses) {
      text.append(text.isEmpty() ? "" : ", ").append(address);
    }
    return text.isEmpty() ? "it has none" : text.toString();
  }
}
