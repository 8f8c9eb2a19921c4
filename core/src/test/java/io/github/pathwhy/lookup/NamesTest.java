package io.github.pathwhy.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import io.github.pathwhy.model.security.ApplicationSecurityGroup;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a name means. */
final class NamesTest {
  private static final String GROUPS = "/providers/Microsoft.Network/applicationSecurityGroups/";
  private static final String FIRST = "/subscriptions/s/resourceGroups/first" + GROUPS;
  private static final String SECOND = "/subscriptions/s/resourceGroups/second" + GROUPS;

  private static List<Resource> resources(String... ids) {
    return Stream.of(ids)
        .<Resource>map(
            id -> new ApplicationSecurityGroup(ResourceId.of(id), new SourcePosition("file", 1, 1)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web",
        "WEB",
        "applicationSecurityGroups/web",
        "ApplicationSecurityGroups/Web",
        FIRST + "web",
        "/SUBSCRIPTIONS/s/resourcegroups/FIRST" + GROUPS + "web"
      })
  void nameTypeAndNameAndIdMeanTheSame(String text) throws RequestException {
    assertThat(Names.find(text, resources(FIRST + "web", FIRST + "web2"), "group"))
        .map(Resource::name)
        .contains("web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"we", "eb", "routeTables/web", SECOND + "web", "", "/", "s/web"})
  void otherTextsMeanNothing(String text) throws RequestException {
    assertThat(Names.find(text, resources(FIRST + "web"), "group")).isEmpty();
  }

  @Test
  void ambiguousNameIsRefusedWithTheIds() {
    assertThatThrownBy(() -> Names.find("web", resources(FIRST + "web", SECOND + "web"), "group"))
        .isInstanceOf(RequestException.class)
        .hasMessageContainingAll("group 'web' names 2 resources", FIRST + "web", SECOND + "web");
  }

  @Test
  void hintIsTheClosestNameOrSome() {
    assertThat(Names.hint("webb", resources("a/web", "a/db"), "groups"))
        .isEqualTo("did you mean web?");
    assertThat(Names.hint("frontend", resources("a/web", "a/db"), "groups"))
        .isEqualTo("groups are db, web");
    assertThat(Names.hint("web", List.of(), "groups")).isEqualTo("the topology has no groups");
  }

  @Test
  void longListsAreCut() {
    List<String> names = IntStream.range(0, 9).mapToObj(i -> "n" + i).toList();
    assertThat(Names.some(names)).isEqualTo("n0, n1, n2, n3, n4, n5, n6, n7, …");
    assertThat(Names.some(names.subList(0, 8))).isEqualTo("n0, n1, n2, n3, n4, n5, n6, n7");
  }

  @Test
  void aGroupNarrowsAName() throws RequestException {
    List<Resource> two = resources(FIRST + "web", SECOND + "web");
    String group = ResourceId.of(SECOND + "web").toString().split("/", -1)[4];

    assertThat(Names.find(Name.in(Optional.empty(), Optional.of(group), "web"), two, "group"))
        .map(found -> found.id().toString())
        .contains(SECOND + "web");
    assertThat(Names.find(Name.in(Optional.empty(), Optional.of("other"), "web"), two, "group"))
        .isEmpty();
  }

  @Test
  void anIdMeansWhatHasNoneOnlyWhenNothingElseFits() throws RequestException {
    String id = FIRST + "web";
    String local = ResourceId.of(id).toString().split("/", -1)[7] + "/web";

    assertThat(Names.matching(id, resources(local, id)))
        .map(Resource::id)
        .containsExactly(ResourceId.of(id));
    assertThat(Names.matching(id, resources(local))).hasSize(1);
    assertThat(Names.matching(id, resources("virtualMachines/other/" + local))).isEmpty();
    assertThat(Names.matching(id, resources(SECOND + "web"))).isEmpty();
    assertThat(Names.hint(id, resources(SECOND + "web"), "groups"))
        .isEqualTo("the topology has " + SECOND + "web");
  }

  @Test
  void whatATemplateLeavesOpenMayBeMeant() {
    String id = FIRST + "web";
    String open = id.replaceFirst("/subscriptions/[^/]+", "/subscriptions/{subscription}");

    assertThat(Names.matching(id, resources(open))).hasSize(1);
    assertThat(Names.taken(id, ResourceId.of(open))).isPresent();
    assertThat(Names.taken(id, ResourceId.of(id))).isEmpty();
    assertThat(Names.taken("web", ResourceId.of(open))).isEmpty();
  }
}
