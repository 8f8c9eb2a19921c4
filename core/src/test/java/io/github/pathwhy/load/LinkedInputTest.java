package io.github.pathwhy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.load.dump.ResourceDump;
import io.github.pathwhy.load.form.Form;
import io.github.pathwhy.load.form.LeftOut;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.model.resource.Resource;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Documents that are part of others are not read a second time on their own. */
final class LinkedInputTest {

  /** A form that declares a group for each name, and may link one document. */
  private static final class Linking implements Form {
    @Override
    public boolean recognizes(Tree root) {
      return root instanceof Tree.Mapping mapping && mapping.get("group") != null;
    }

    @Override
    public void read(Tree root, Reading reading) {
      read((Tree.Mapping) root, reading, 0);
    }

    private static void read(Tree.Mapping root, Reading reading, int depth) {
      Tree.Mapping group = new Tree.Mapping(root.at());
      String name = ((Tree.Scalar) root.entries().getFirst().value()).text() + depth;
      group.add(
          new Tree.Entry(
              "type",
              root.at(),
              Tree.text("Microsoft.Network/applicationSecurityGroups", root.at())));
      group.add(new Tree.Entry("name", root.at(), Tree.text(name, root.at())));
      reading.resource(group, "");
      reading.leaveOut(root.at(), name, "said by " + name);
      if (depth == 0 && name.startsWith("wrong")) {
        reading.problems().add(root.at(), "", "wrong alone", "");
      }
      if (root.get("link") instanceof Tree.Scalar link && depth < 3) {
        Optional<Reading.Neighbour> neighbour = reading.neighbour(link.text(), link.at());
        neighbour.ifPresent(
            found -> read((Tree.Mapping) found.root(), reading.at(found), depth + 1));
      }
    }
  }

  private static Loaded load(Map<String, String> files, String... order) {
    List<Source> sources = new ArrayList<>();
    for (String name : order) {
      sources.add(source(files, name).in("dir"));
    }
    return TopologyLoader.load(sources, List.of(), List.of(new Linking(), new ResourceDump()));
  }

  private static Source source(Map<String, String> files, String name) {
    return new Source(
        name,
        files.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8),
        path ->
            files.containsKey(path)
                ? new Source.Neighbour.Found(source(files, path))
                : new Source.Neighbour.Refused("no such file"));
  }

  private static List<String> names(Loaded loaded) {
    return Inputs.topology(loaded).resources().stream().map(Resource::name).toList();
  }

  @Test
  void linkedDocumentIsReadOnceWhateverTheOrder() {
    Map<String, String> files =
        Map.of("a", "{\"group\": \"wrong\"}", "b", "{\"group\": \"main\", \"link\": \"a\"}");

    for (Loaded loaded : List.of(load(files, "a", "b"), load(files, "b", "a"))) {
      assertThat(names(loaded)).containsExactly("main0", "wrong1");
      assertThat(((Loaded.Ok) loaded).leftOut())
          .extracting(LeftOut::what)
          .containsExactly("main0", "wrong1");
    }
  }

  @Test
  void documentLinkedByLinkedOneIsReadOnce() {
    Map<String, String> files =
        Map.of(
            "a", "{\"group\": \"leaf\"}",
            "b", "{\"group\": \"middle\", \"link\": \"a\"}",
            "c", "{\"group\": \"main\", \"link\": \"b\"}");

    assertThat(names(load(files, "a", "b", "c"))).containsExactly("main0", "middle1", "leaf2");
  }

  @Test
  void ofTwoThatLinkEachOtherTheFirstStays() {
    Map<String, String> files =
        Map.of(
            "a", "{\"group\": \"one\", \"link\": \"b\"}",
            "b", "{\"group\": \"two\", \"link\": \"a\"}");

    assertThat(names(load(files, "a", "b"))).startsWith("one0", "two1").doesNotContain("two0");
  }

  @Test
  void documentThatIsNotThereIsNamed() {
    Loaded loaded = load(Map.of("a", "{\"group\": \"one\", \"link\": \"z\"}"), "a");

    assertThat(((Loaded.Ok) loaded).leftOut())
        .extracting(LeftOut::what, LeftOut::why)
        .contains(org.assertj.core.groups.Tuple.tuple("linked template z", "no such file"));
  }
}
