package io.github.pathwhy.effective;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.address.AddressSpaces;
import io.github.pathwhy.effective.address.PublishedTags;
import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.model.Cloud;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Service tags that the input does not give. */
final class PublishedTagsTest {
  private static final IpAddress GATEWAY_MANAGER = IpAddress.of("4.199.82.200");
  private static final Prefix MADE_UP = Prefix.of("203.0.113.0/25");

  private static ServiceTags given(Map<String, List<Prefix>> tags) {
    return new ServiceTags(tags, () -> Optional.of(PublishedTags.bundled(Cloud.PUBLIC)));
  }

  // ---- which list counts ----

  @Test
  void tagWithoutPrefixesInTheInputHasThePublishedOnes() {
    PrefixSet prefixes = given(Map.of()).expand("GatewayManager").orElseThrow();
    assertThat(prefixes.contains(GATEWAY_MANAGER)).isTrue();
    assertThat(prefixes.contains(IpAddress.of("4.199.83.0"))).as("the next block").isFalse();
    assertThat(prefixes.contains(IpAddress.of("2603:1000:4::41"))).isTrue();
    assertThat(prefixes.contains(IpAddress.of("2603:1000:4::80"))).isFalse();
  }

  @Test
  void publishedTagsAreReadInAnyCase() {
    ServiceTags tags = given(Map.of());
    assertThat(tags.expand("GATEWAYMANAGER")).isPresent();
    assertThat(tags.isPublished("gatewaymanager")).isTrue();
  }

  @Test
  void inputCountsInsteadOfThePublishedPrefixes() {
    ServiceTags tags = given(Map.of("gatewaymanager", List.of(MADE_UP)));
    assertThat(tags.expand("GatewayManager").orElseThrow().prefixes()).containsExactly(MADE_UP);
    assertThat(tags.isPublished("GatewayManager")).isFalse();
    assertThat(tags.isPublished("Grafana")).as("only where it says so").isTrue();
  }

  @Test
  void emptyListOfTheInputCountsToo() {
    ServiceTags tags = given(Map.of("GatewayManager", List.of()));
    assertThat(tags.expand("GatewayManager").orElseThrow().prefixes()).isEmpty();
    assertThat(tags.isPublished("GatewayManager")).isFalse();
  }

  @Test
  void tagInNeitherIsUnknown() {
    ServiceTags tags = given(Map.of());
    for (String name :
        List.of("Contoso.Fabric", "Gateway", "GatewayManager.Nowhere", "#", "# date ")) {
      assertThat(tags.expand(name)).as(name).isEmpty();
      assertThat(tags.isPublished(name)).as(name).isFalse();
    }
  }

  @Test
  void publishedTagsAreReadOnlyForATagThatNeedsThem() {
    Supplier<Optional<PublishedTags>> never =
        () -> {
          throw new AssertionError("asked for");
        };
    ServiceTags tags = new ServiceTags(Map.of("Storage", List.of(MADE_UP)), never);
    assertThat(tags.expand("Storage")).isPresent();
    assertThat(tags.expand("AzureLoadBalancer")).isPresent();
    assertThat(tags.expand("AzurePlatformDNS")).isPresent();
    assertThat(tags.expand("VirtualNetwork")).isEmpty();
    assertThat(tags.expand("Internet")).isEmpty();
    assertThat(tags.isPublished("Internet")).isFalse();
  }

  @Test
  void withoutACloudNothingIsPublished() {
    ServiceTags tags = new ServiceTags(Map.of(), Optional::empty);
    assertThat(tags.expand("GatewayManager")).isEmpty();
    assertThat(tags.isPublished("GatewayManager")).isFalse();
    assertThat(tags.published()).isEmpty();
  }

  // ---- the file ----

  /** A file as the tool writes it. */
  private static byte[] file(Map<String, List<String>> tags) throws IOException {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    DataOutputStream record = new DataOutputStream(records);
    Map<Integer, List<Integer>> index = new TreeMap<>();
    int base = 4 + 2 + 10 + 4 + 8 * tags.size();
    for (Map.Entry<String, List<String>> tag : tags.entrySet()) {
      index
          .computeIfAbsent(tag.getKey().hashCode(), _ -> new ArrayList<>())
          .add(base + records.size());
      record.writeUTF(tag.getKey());
      List<Prefix> prefixes = tag.getValue().stream().map(Prefix::of).toList();
      int v6 = (int) prefixes.stream().filter(p -> p.version() == IpVersion.V6).count();
      record.writeInt(prefixes.size() - v6);
      record.writeInt(v6);
      for (IpVersion version : IpVersion.values()) {
        List<Prefix> family = prefixes.stream().filter(p -> p.version() == version).toList();
        for (Prefix prefix : family) {
          switch (prefix.address()) {
            case IpAddress.V4(int bits) -> record.writeInt(bits ^ Integer.MIN_VALUE);
            case IpAddress.V6(long high, long low) -> {
              record.writeLong(high);
              record.writeLong(low);
            }
          }
        }
        for (Prefix prefix : family) {
          record.writeByte(prefix.length());
        }
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(7);
    out.writeUTF("2031-02-03");
    out.writeInt(tags.size());
    for (Map.Entry<Integer, List<Integer>> entry : index.entrySet()) {
      for (int offset : entry.getValue()) {
        out.writeInt(entry.getKey());
        out.writeInt(offset);
      }
    }
    out.write(records.toByteArray());
    return file.toByteArray();
  }

  /** All parts alike: a tag is in every one of them. */
  private static IntFunction<byte[]> files(Map<String, List<String>> tags) throws IOException {
    byte[] all = file(tags);
    return _ -> all;
  }

  @Test
  void tagIsFoundByItsWholeName() throws IOException {
    PublishedTags tags =
        new PublishedTags(
            files(
                Map.of(
                    "none",
                    List.of(),
                    "sql.westeurope",
                    List.of("198.51.100.0/24"),
                    "sql",
                    List.of("203.0.113.0/25", "2001:db8::/48"))));
    assertThat(tags.changeNumber()).isEqualTo(7);
    assertThat(tags.date()).isEqualTo("2031-02-03");
    assertThat(tags.find("sql").orElseThrow().prefixes())
        .containsExactly(MADE_UP, Prefix.of("2001:db8::/48"));
    assertThat(tags.find("sql.westeurope").orElseThrow().prefixes())
        .containsExactly(Prefix.of("198.51.100.0/24"));
    assertThat(tags.find("westeurope")).isEmpty();
    assertThat(tags.find("none").orElseThrow().prefixes()).as("known to be empty").isEmpty();
  }

  @Test
  void namesOfOneHashAreToldApart() throws IOException {
    PublishedTags twins =
        new PublishedTags(
            files(Map.of("ab", List.of("203.0.113.0/25"), "bC", List.of("198.51.100.0/24"))));
    assertThat("ab".hashCode()).isEqualTo("bC".hashCode());
    assertThat(twins.find("ab").orElseThrow().prefixes()).containsExactly(MADE_UP);
    assertThat(twins.find("bC").orElseThrow().prefixes())
        .containsExactly(Prefix.of("198.51.100.0/24"));
  }

  @ParameterizedTest
  @EnumSource
  void bundledTagsSayWhenTheyWerePublished(Cloud cloud) {
    assertThat(PublishedTags.bundled(cloud).date()).matches("20[0-9]{2}-[01][0-9](-[0-3][0-9])?");
    assertThat(PublishedTags.bundled(cloud).changeNumber()).isGreaterThan(300);
  }

  @ParameterizedTest
  @EnumSource
  void bundledPrefixesAreCanonicalPublicAndInOrder(Cloud cloud) {
    PublishedTags tags = PublishedTags.bundled(cloud);
    assertThat(tags.names())
        .hasSizeGreaterThan(300)
        .contains("gatewaymanager", "azureactivedirectory", "storage", "azurecloud")
        .doesNotHaveDuplicates()
        .allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
    for (String name : tags.names()) {
      List<Prefix> prefixes = tags.find(name).orElseThrow().prefixes();
      assertThat(prefixes).as(name).isSorted().doesNotHaveDuplicates();
      assertThat(prefixes)
          .as(name)
          .allMatch(each ->
              each.equals(Prefix.containing(each.address(), each.length()))
                  && AddressSpaces.mayBelongToAzure(each.address()));
    }
  }

  @Test
  void cloudsHaveListsOfTheirOwn() {
    IpAddress arizona = IpAddress.of("20.140.105.4");
    assertThat(azureCloud(Cloud.US_GOVERNMENT).contains(arizona)).isTrue();
    assertThat(azureCloud(Cloud.PUBLIC).contains(arizona)).isFalse();
    IpAddress shanghai = IpAddress.of("40.72.175.177");
    assertThat(azureCloud(Cloud.CHINA).contains(shanghai)).isTrue();
    assertThat(azureCloud(Cloud.US_GOVERNMENT).contains(shanghai)).isFalse();
  }

  private static PrefixSet azureCloud(Cloud cloud) {
    return PublishedTags.bundled(cloud).find("azurecloud").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "Storage.WestEurope, 13.69.40.17, 13.69.40.32",
    "AzureMonitor, 4.144.10.33, 4.144.9.1",
    "GatewayManager, 4.199.82.193, 4.199.83.1",
    "AzureFrontDoor.Backend, 4.153.250.1, 4.153.249.1",
    "Sql.EastUS, 20.42.65.65, 20.42.64.1"
  })
  void tagHoldsItsOwnAddresses(String tag, String inside, String outside) {
    PrefixSet prefixes = given(Map.of()).expand(tag).orElseThrow();
    assertThat(prefixes.contains(IpAddress.of(inside))).isTrue();
    assertThat(prefixes.contains(IpAddress.of(outside))).isFalse();
  }
}
