package io.github.pathwhy.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pathwhy.model.resource.ResourceId;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Names that mean something to a format do no harm in it. */
final class HostileNamesTest {
  /** A quoted text of DOT, in which a quote is escaped. */
  private static final Pattern DOT_TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

  private static Drawing drawing(String name) {
    ResourceId network = ResourceId.of("virtualNetworks/" + name);
    ResourceId other = ResourceId.of("virtualNetworks/other");
    Box machine =
        new Box(
            ResourceId.of("networkInterfaces/" + name),
            Box.Kind.MACHINE,
            name,
            List.of(new Box.Fact(Box.Role.SECURITY_GROUP, name)),
            List.of());
    Box subnet =
        new Box(network.child("subnets", name), Box.Kind.SUBNET, name, List.of(), List.of(machine));
    return new Drawing(
        List.of(
            new Box(network, Box.Kind.NETWORK, name, List.of(), List.of(subnet)),
            new Box(other, Box.Kind.NETWORK, "other", List.of(), List.of())),
        List.of(new Line(network, other, Line.Kind.PEERING, name, true)),
        List.of(new Box(ResourceId.of("x/" + name), Box.Kind.RESOURCE, name, List.of(), List.of())),
        new TreeMap<>(Map.of(name, List.of("y/" + name))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"]; click n1 \"javascript:alert(1)\"",
        "</title></svg><script>alert(1)</script>",
        "a & b < c > d ' e",
        "]]>",
        "`md` **x** #quot; &quot; \\n \\",
        "end",
        "%%{init: {}}%%",
        "line\nfeed\ttab\u0000nul\u001b[31m",
        "\u202eabc\u2066",
        "half \ud83d of a pair",
        "\ufffe\uffff",
        "日本語 and 🎉"
      })
  void everyFormatStaysWhole(String name) throws Exception {
    Drawing drawing = drawing(name);

    assertSvg(Svg.write(drawing), name);
    assertDot(Graphviz.write(drawing), name);
    assertMermaid(Mermaid.write(drawing));
  }

  private static void assertSvg(String svg, String name) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));

    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("g").getLength()).as("boxes of %s", name).isEqualTo(4);
    assertThat(svg.lines()).noneMatch(line -> line.contains("\u202e") || line.contains("\u001b"));
  }

  private static void assertDot(String dot, String name) {
    String rest = DOT_TEXT.matcher(dot).replaceAll("");

    assertThat(rest).as("%s outside of quotes", name).doesNotContain("\"").doesNotContain("alert");
    assertThat(rest.chars().filter(c -> c == '{').count())
        .isEqualTo(rest.chars().filter(c -> c == '}').count());
  }

  private static void assertMermaid(String mermaid) {
    for (String line : mermaid.lines().skip(1).toList()) {
      assertThat(line.chars().filter(c -> c == '"').count()).as(line).isIn(0L, 2L);
      String quoted = line.replaceAll("^[^\"]*\"?|\"[^\"]*$", "").replace("<br/>", "");
      assertThat(quoted).as(line).doesNotContainPattern("[<>`\\\\{}\\[\\]&]");
    }
    assertThat(mermaid.lines().filter(line -> line.strip().equals("end"))).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x"})
  void shortNamesAreNamesToo(String name) throws Exception {
    assertSvg(Svg.write(drawing(name)), name);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 100_000})
  void longNamesAreCutToFit(int length) {
    String svg = Svg.write(drawing("m".repeat(length)));

    assertThat(svg).contains("…</text>");
    assertThat(svg.lines().filter(line -> line.startsWith("<text class=\"name")))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(120));
  }
}
