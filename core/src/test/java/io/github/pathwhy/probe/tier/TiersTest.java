package io.github.pathwhy.probe.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.probe.Opening;
import io.github.pathwhy.probe.Tier;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TiersTest {

  @ParameterizedTest
  @EnumSource(Tier.class)
  void whatIsAskedForIsNotReplaced(Tier tier) {
    switch (Tiers.open(Optional.of(tier), Optional.empty())) {
      case Selection.Chosen chosen -> {
        assertThat(chosen.engine().tier()).isEqualTo(tier);
        chosen.engine().close();
      }
      case Selection.Unavailable none -> assertThat(none.why()).isNotBlank();
    }
  }

  @Test
  void theDefaultNeedsNoPrivilege() {
    Selection selection = Tiers.open(Optional.empty(), Optional.empty());
    assertThat(selection)
        .isInstanceOfSatisfying(
            Selection.Chosen.class,
            chosen -> {
              boolean best = chosen.engine().tier() == Tier.KERNEL;
              assertThat(chosen.remarks()).hasSize(best ? 0 : 1);
              chosen.engine().close();
            });
  }

  @Test
  void allTiersHaveAnAnswer() {
    Map<Tier, Opening> all = Tiers.all();
    assertThat(all).containsOnlyKeys(Tier.values());
    all.forEach((tier, opening) -> {
      if (opening instanceof Opening.Opened opened) {
        assertThat(opened.engine().tier()).isEqualTo(tier);
        opened.engine().close();
      }
    });
    assertThat(all.get(Tier.PORTABLE)).isInstanceOf(Opening.Opened.class);
  }

  @Test
  void onlyTheCaptureTierWritesAFile() {
    assertThatThrownBy(
            () -> Tiers.open(Optional.of(Tier.KERNEL), Optional.of(Path.of("unused.pcap"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
