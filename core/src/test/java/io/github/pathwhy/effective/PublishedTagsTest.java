package io.github.pathwhy.effective;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.effective.address.PublishedTags;
import io.github.pathwhy.effective.address.ServiceTags;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Service tags that the input does not give. */
final class PublishedTagsTest {
  private static final int LARGEST_RESOURCE = 3_000_000;
  private static final IpAddress GATEWAY_MANAGER = IpAddress.of("4.199.82.200");
  private static final Prefix MADE_UP = Prefix.of("203.0.113.0/25");

  private static ServiceTags given(Map<String, List<Prefix>> tags) {
    return new ServiceTags(tags, PublishedTags::bundled);
  }

  private static String resource() throws IOException {
    try (InputStream file = PublishedTags.class.getResourceAsStream("service-tags.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
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
        List.of("Contoso.Fabric", "Gateway", "GatewayManager.WestEurope", "#", "# date ")) {
      assertThat(tags.expand(name)).as(name).isEmpty();
      assertThat(tags.isPublished(name)).as(name).isFalse();
    }
  }

  @Test
  void publishedTagsAreReadOnlyForATagThatNeedsThem() {
    Supplier<PublishedTags> never =
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

  // ---- the text ----

  @Test
  void lineIsFoundByItsWholeName() {
    PublishedTags tags =
        new PublishedTags(
            """
            # made up
            # change 7
            # date 2031-02-03
            none\t
            sql.westeurope\t198.51.100.0/24
            sql\t203.0.113.0/25 2001:db8::/48
            """);
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
  void bundledTagsSayWhenTheyWerePublished() {
    assertThat(PublishedTags.bundled().date()).matches("20[0-9]{2}-[01][0-9](-[0-3][0-9])?");
    assertThat(PublishedTags.bundled().changeNumber()).isGreaterThan(300);
  }

  @Test
  void bundledPrefixesAreCanonicalAndInOrder() throws IOException {
    String resource = resource();
    assertThat(resource.length()).isLessThan(LARGEST_RESOURCE);
    List<String> names = new ArrayList<>();
    for (String line : resource.lines().filter(line -> !line.startsWith("#")).toList()) {
      int tab = line.indexOf('\t');
      String name = line.substring(0, tab);
      names.add(name);
      List<Prefix> prefixes = PublishedTags.bundled().find(name).orElseThrow().prefixes();
      String written = String.join(" ", prefixes.stream().map(Prefix::toString).toList());
      assertThat(line.substring(tab + 1)).as(name).isEqualTo(written);
      for (IpVersion version : IpVersion.values()) {
        assertThat(prefixes.stream().filter(prefix -> prefix.version() == version))
            .as(name)
            .isSorted()
            .doesNotHaveDuplicates();
      }
    }
    assertThat(names)
        .contains("gatewaymanager", "azureactivedirectory")
        .isSorted()
        .doesNotHaveDuplicates()
        .allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
  }
}
