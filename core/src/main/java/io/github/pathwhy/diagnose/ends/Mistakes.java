package io.github.pathwhy.diagnose.ends;

import io.github.pathwhy.effective.EffectiveInterface;
import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.lookup.Names;
import io.github.pathwhy.model.network.IpConfiguration;
import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.network.VirtualMachine;
import io.github.pathwhy.model.network.VirtualNetwork;
import io.github.pathwhy.net.AddressSpelling;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people write where one host is needed, and is none: many addresses, or a wrong one. */
final class Mistakes {
  private final EffectiveNetwork network;

  Mistakes(EffectiveNetwork network) {
    this.network = network;
  }

  /** What is wrong with a destination that no resource has as its name; empty if nothing is. */
  Optional<String> destination(String text) {
    Optional<Prefix> prefix = Prefix.parse(text).filter(_ -> text.indexOf('/') >= 0);
    if (prefix.isPresent()) {
      return Optional.of(
          text
              + " is a prefix: give one address"
              + example(within(prefix.get()))
              + "; for all of it use ports");
    }
    for (VirtualNetwork each : network.topology().all(VirtualNetwork.class)) {
      for (Subnet subnet : each.subnets()) {
        if (text.equalsIgnoreCase(each.name() + "/" + subnet.name())
            || text.equalsIgnoreCase(subnet.name())
            || subnet.id().toString().equalsIgnoreCase(text)) {
          return Optional.of(text + " is a subnet: give one machine or address" + machines(subnet));
        }
      }
    }
    return AddressSpelling.refusal(text).map(why -> "destination " + why);
  }

  private static String example(List<String> machines) {
    return machines.isEmpty() ? "" : ", for example " + machines.getFirst();
  }

  private String machines(Subnet subnet) {
    List<String> names = new ArrayList<>();
    for (VirtualMachine machine : network.machines()) {
      for (EffectiveInterface at : network.interfaces(machine)) {
        if (at.subnet().id().equals(subnet.id()) && !names.contains(machine.name())) {
          names.add(machine.name());
        }
      }
    }
    return names.isEmpty() ? "; no machine is in it" : "; in it are " + Names.some(names);
  }

  private List<String> within(Prefix prefix) {
    List<String> found = new ArrayList<>();
    for (VirtualMachine machine : network.machines()) {
      for (EffectiveInterface at : network.interfaces(machine)) {
        for (IpConfiguration configuration : at.nic().ipConfigurations()) {
          if (prefix.contains(configuration.privateAddress())) {
            found.add(configuration.privateAddress() + " of " + machine.name());
          }
        }
      }
    }
    return found;
  }
}
