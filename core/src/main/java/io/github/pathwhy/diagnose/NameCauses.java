package io.github.pathwhy.diagnose;

import io.github.pathwhy.diagnose.remedy.Remedy;
import io.github.pathwhy.effective.names.Resolution;
import io.github.pathwhy.model.service.PrivateDnsZone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why a name has no address. */
final class NameCauses {
  /** Only zones of private endpoints can hand names on to the internet. */
  private static final String PRIVATE_LINK = "privatelink.";

  private NameCauses() {}

  static Cause of(Resolution.Failed failed) {
    String words = "DNS resolution of " + failed.name() + " fails: " + failed.reason();
    return failed
        .answering()
        .map(link -> ofZone(failed, link, words))
        .orElseGet(() -> cause(failed, words, List.of(elsewhere(failed))));
  }

  /** A linked zone answers for all names in it, those that only the internet knows included. */
  private static Cause ofZone(Resolution.Failed failed, PrivateDnsZone.Link link, String words) {
    String zone = link.id().parent().name();
    String network = link.virtualNetwork().name();
    List<Remedy> remedies = new ArrayList<>(2);
    remedies.add(new Remedy.Change("add a record for " + failed.name() + " to zone " + zone));
    if (zone.startsWith(PRIVATE_LINK)) {
      remedies.add(
          new Remedy.Change(
              "or let the public answer count: set resolutionPolicy of the link to "
                  + network
                  + " to NxDomainRedirect"));
    }
    return cause(
        failed,
        words + ": zone " + zone + ", which is linked to " + network + ", has no such record",
        remedies);
  }

  private static Remedy elsewhere(Resolution.Failed failed) {
    return new Remedy.Change(
        "add a record for "
            + failed.name()
            + ", or link the zone that has one to the network that asks");
  }

  private static Cause cause(Resolution.Failed failed, String words, List<Remedy> remedies) {
    return new Cause(words, Optional.of(failed.declaredAt()), remedies, List.of(), List.of());
  }
}
