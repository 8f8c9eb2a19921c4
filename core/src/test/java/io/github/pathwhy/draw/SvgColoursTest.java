package io.github.pathwhy.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Colours for those who do not read style sheets. */
final class SvgColoursTest {
  private static final SvgColours COLOURS =
      new SvgColours(
          """
          .pathwhy { --ink: #101010; --soft: #202020; --bad: #303030; }
          @media (prefers-color-scheme: dark) { .pathwhy { --ink: #ffffff; } }
          .pathwhy text { fill: var(--ink); white-space: pre; }
          .pathwhy .note { font-size: 11px; fill: var(--soft); }
          .pathwhy polyline { fill: none; stroke: var(--soft); stroke-width: 1.5; }
          .pathwhy polyline.broken { stroke: var(--bad); }
          .pathwhy .mark.guard { fill: var(--bad); }
          """);

  @Test
  void laterRulesPaintOver() {
    assertThat(COLOURS.of("text", "name")).isEqualTo(" fill=\"#101010\"");
    assertThat(COLOURS.of("text", "note")).isEqualTo(" fill=\"#202020\"");
    assertThat(COLOURS.of("polyline", "peering broken"))
        .isEqualTo(" fill=\"none\" stroke=\"#303030\"");
  }

  @Test
  void allClassesOfARuleAreNeeded() {
    assertThat(COLOURS.of("rect", "mark")).isEmpty();
    assertThat(COLOURS.of("rect", "mark guard")).isEqualTo(" fill=\"#303030\"");
    assertThat(COLOURS.of("rect", "broken")).isEmpty();
  }
}
