package io.github.pathwhy.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** When colours are used: what the option, the environment and the terminal have to say. */
final class ColorModeTest {

  private static boolean on(boolean terminal, String... variables) {
    return switch (variables.length) {
      case 0 -> ColorMode.AUTO.isOn(terminal, Map.of());
      case 2 -> ColorMode.AUTO.isOn(terminal, Map.of(variables[0], variables[1]));
      default ->
          ColorMode.AUTO.isOn(
              terminal, Map.of(variables[0], variables[1], variables[2], variables[3]));
    };
  }

  @Test
  void aTerminalGetsColours() {
    assertThat(on(true)).isTrue();
    assertThat(on(false)).isFalse();
    assertThat(on(true, "TERM", "dumb")).isFalse();
  }

  @Test
  void theEnvironmentMayRefuse() {
    assertThat(on(true, "NO_COLOR", "1")).isFalse();
    assertThat(on(true, "NO_COLOR", "")).isTrue();
    assertThat(on(true, "CLICOLOR", "0")).isFalse();
    assertThat(on(true, "FORCE_COLOR", "0")).isFalse();
    assertThat(on(true, "CLICOLOR", "1")).isTrue();
  }

  @Test
  void theEnvironmentMayInsist() {
    assertThat(on(false, "CLICOLOR_FORCE", "1")).isTrue();
    assertThat(on(false, "FORCE_COLOR", "true")).isTrue();
    assertThat(on(false, "CLICOLOR_FORCE", "0")).isFalse();
    assertThat(on(false, "CLICOLOR", "1")).isFalse();
    assertThat(on(false, "CLICOLOR", "0", "CLICOLOR_FORCE", "1")).isTrue();
    assertThat(on(false, "NO_COLOR", "1", "CLICOLOR_FORCE", "1")).isFalse();
    assertThat(on(true, "TERM", "dumb", "FORCE_COLOR", "3")).isTrue();
  }

  @Test
  void theOptionHasTheLastWord() {
    assertThat(ColorMode.ALWAYS.isOn(false, Map.of("NO_COLOR", "1"))).isTrue();
    assertThat(ColorMode.NEVER.isOn(true, Map.of("FORCE_COLOR", "1"))).isFalse();
  }
}
