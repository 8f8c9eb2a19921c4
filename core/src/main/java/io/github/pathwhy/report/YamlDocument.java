package io.github.pathwhy.report;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes documents of maps, lists, strings, numbers, booleans and null as YAML. */
public final class YamlDocument {
  private YamlDocument() {}

  /** The document in block style. */
  public static String write(@Nullable Object document) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDereferenceAliases(true)
            .setWidth(100)
            .build();
    return new Dump(settings).dumpToString(document);
  }
}
