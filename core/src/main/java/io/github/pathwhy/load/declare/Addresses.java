package io.github.pathwhy.load.declare;

import io.github.pathwhy.model.network.Subnet;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The private addresses of subnets. Addresses that the input leaves to dynamic allocation are
/// assigned after all others are known: the first free one of the subnet, as Azure does.
public final class Addresses {
  // Azure keeps the first four addresses of every subnet, and the last one.
  private static final int FIRST_USABLE = 4;
  private static final int MOST_ADDRESSES = 1 << 24;
  private static final String KEY = "privateIPAddress";
  private static final String VERSION = "privateIPAddressVersion";
  private static final String LENGTH = "privateIPAddressPrefixLength";

  private final Map<ResourceId, Subnet> subnets;
  private final Map<ResourceId, Map<IpAddress, Fields>> taken = new HashMap<>();
  private final Map<ResourceId, List<Prefix>> blocks = new HashMap<>();
  private final Map<Cursor, Integer> nextFree = new HashMap<>();
  private final List<Slot> open = new ArrayList<>();

  /** A block that addresses are assigned from, one after the other. */
  private record Cursor(ResourceId network, Prefix prefix) {}

  /** An address, alone or with the block around it. */
  private record Given(IpAddress address, Prefix block) {
    static Optional<Given> parse(String text) {
      int slash = text.indexOf('/');
      return IpAddress.parse(slash < 0 ? text : text.substring(0, slash))
          .flatMap(address -> Prefix.around(text).map(block -> new Given(address, block)));
    }
  }

  /** A place for one address; empty until {@link #assign} when the input names none. */
  public static final class Slot {
    private final Fields fields;
    private final ResourceId subnet;
    private final IpVersion version;
    private final boolean assumed;
    private final Optional<Prefix> block;
    private Optional<IpAddress> address;

    private Slot(Fields fields, ResourceId subnet, IpVersion version, Optional<Given> given) {
      this.fields = fields;
      this.subnet = subnet;
      this.version = version;
      this.assumed = given.isEmpty();
      this.address = given.map(Given::address);
      this.block = given.map(Given::block);
    }

    /** The address, when there is one. */
    public Optional<IpAddress> address() {
      return address;
    }

    /** All addresses that come with it. */
    public Optional<Prefix> block() {
      return block.or(() -> address.map(Prefix::host));
    }

    /** Whether the input leaves the address to dynamic allocation. */
    public boolean isAssumed() {
      return assumed;
    }
  }

  /** Addresses of these subnets. */
  public Addresses(Map<ResourceId, Subnet> subnets) {
    this.subnets = subnets;
  }

  /// A place for the `privateIPAddress` of an object, which is checked against its subnet and
  /// against the others of the network.
  public Slot slot(Fields fields, ResourceId subnet) {
    Optional<Given> given = given(fields);
    IpVersion version =
        fields
            .choice(VERSION, List.of(IpVersion.values()), IpVersion::label)
            .or(() -> given.map(found -> found.address().version()))
            .orElse(IpVersion.V4);
    fields.text("privateIPAllocationMethod");
    Slot slot = new Slot(fields, subnet, version, given);
    List<String> openVersion = fields.takeUnknowns(VERSION);
    if (given.isPresent()) {
      claim(subnet, given.get(), fields);
    } else if (!openVersion.isEmpty()) {
      fields.miss(KEY, openVersion.getFirst());
    } else {
      open.add(slot);
    }
    return slot;
  }

  /// The address, which may be written with the length of a block (`10.0.1.16/28`), or have that
  /// length beside it.
  private static Optional<Given> given(Fields fields) {
    Optional<Integer> length =
        fields.isStrict() ? Optional.empty() : fields.integer(LENGTH, 1, IpVersion.V6.bits());
    return fields
        .parsed(KEY, Given::parse, "expected an IP address such as 10.0.1.4 or fd00::4")
        .map(given ->
            length
                .filter(bits -> bits <= given.block().length())
                .map(bits -> new Given(given.address(), Prefix.containing(given.address(), bits)))
                .orElse(given));
  }

  /** Asks for the keys of an address where there is no subnet to take it from. */
  public static void askKeys(Fields fields) {
    fields.get(KEY);
    fields.get(VERSION);
    fields.getArm(LENGTH);
    fields.get("privateIPAllocationMethod");
  }

  /** Notes an address that something else has, which the input describes twice. */
  public void take(ResourceId subnetId, IpAddress address, Fields fields) {
    Subnet subnet = subnets.get(subnetId);
    if (subnet != null) {
      takenIn(subnet).putIfAbsent(address, fields);
    }
  }

  /** Gives the open places their addresses, in the order in which they were asked for. */
  public void assign() {
    for (Slot slot : open) {
      slot.address = firstFree(slot);
    }
    open.clear();
  }

  private void claim(ResourceId subnetId, Given given, Fields fields) {
    Subnet subnet = subnets.get(subnetId);
    if (subnet == null) {
      return;
    }
    IpAddress address = given.address();
    if (!given.block().equals(Prefix.host(address))) {
      blocks.computeIfAbsent(subnet.virtualNetwork(), _ -> new ArrayList<>()).add(given.block());
    }
    if (!subnet.prefixes().isEmpty() && !subnet.contains(address)) {
      fields.problemAt(
          KEY,
          address + " is outside subnet " + subnet.name(),
          "the subnet is " + subnet.prefixes());
    }
    Fields other = takenIn(subnet).putIfAbsent(address, fields);
    if (other != null) {
      fields.problemAt(
          KEY,
          address + " is given twice in one virtual network",
          "the other one is at " + other.position());
    }
  }

  private Map<IpAddress, Fields> takenIn(Subnet subnet) {
    return taken.computeIfAbsent(subnet.virtualNetwork(), _ -> new HashMap<>());
  }

  private Optional<IpAddress> firstFree(Slot slot) {
    Subnet subnet = subnets.get(slot.subnet);
    if (subnet == null) {
      return Optional.empty();
    }
    if (subnet.prefixes().isEmpty()) {
      slot.fields.miss(KEY, "{the prefix of subnet " + subnet.name() + "}");
      return Optional.empty();
    }
    for (Prefix prefix : subnet.prefixes()) {
      if (prefix.version() == slot.version) {
        Optional<IpAddress> free = firstFree(subnet, prefix, slot.fields);
        if (free.isPresent()) {
          return free;
        }
      }
    }
    slot.fields.problem(
        "no free " + slot.version.label() + " address in subnet " + subnet.name(), "give " + KEY);
    return Optional.empty();
  }

  private boolean isFree(Subnet subnet, IpAddress address) {
    return blocks.getOrDefault(subnet.virtualNetwork(), List.of()).stream()
        .noneMatch(block -> block.contains(address));
  }

  private Optional<IpAddress> firstFree(Subnet subnet, Prefix prefix, Fields fields) {
    Cursor cursor = new Cursor(subnet.virtualNetwork(), prefix);
    int index = nextFree.getOrDefault(cursor, FIRST_USABLE);
    while (true) {
      IpAddress candidate = prefix.address(index);
      if (index > MOST_ADDRESSES
          || !prefix.contains(candidate)
          || candidate.equals(prefix.last())) {
        nextFree.put(cursor, index);
        return Optional.empty();
      }
      index++;
      if (isFree(subnet, candidate) && takenIn(subnet).putIfAbsent(candidate, fields) == null) {
        nextFree.put(cursor, index);
        return Optional.of(candidate);
      }
    }
  }
}
