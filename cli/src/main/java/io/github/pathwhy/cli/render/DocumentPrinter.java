package io.github.pathwhy.cli.render;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.cli.options.OutputFormat;
import io.github.pathwhy.cli.options.OutputOptions;
import io.github.pathwhy.cli.options.UsageException;
import io.github.pathwhy.report.JsonDocument;
import io.github.pathwhy.report.YamlDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prints documents: as they are, or what a query selects. */
public final class DocumentPrinter {
  private final Console console;
  private final Optional<Query> query;
  private final boolean quiet;

  /** Compiles the query first, so that a wrong one is reported before any work is done. */
  public DocumentPrinter(Console console, OutputOptions output) throws UsageException {
    this.console = console;
    this.query =
        output.query().isPresent()
            ? Optional.of(Query.compile(output.query().get()))
            : Optional.empty();
    this.quiet = output.quiet();
  }

  /** Prints a document; text is JSON here, since a selection has no text view. */
  public void print(Map<String, Object> document, OutputFormat format) throws UsageException {
    print(query.isPresent() ? selected(query.get(), document) : document, format);
  }

  /// Prints an error in place of the answer: what a query selects of it, or all of it when the
  /// query was meant for the answer.
  public void printError(Map<String, Object> error, OutputFormat format) throws UsageException {
    @Nullable Object selected = query.isPresent() ? query.get().select(error) : error;
    print(selected == null ? error : selected, format);
  }

  private void print(@Nullable Object selected, OutputFormat format) {
    switch (format) {
      case JSON, TEXT -> printJson(selected);
      case YAML -> console.data(YamlDocument.write(selected).stripTrailing());
      case TABLE -> TableView.table(selected).forEach(console::text);
      case TSV -> TableView.tsv(selected).forEach(console::data);
    }
  }

  private @Nullable Object selected(Query of, Map<String, Object> document) throws UsageException {
    @Nullable Object selected = of.select(document);
    if (quiet) {
      return selected;
    }
    if (selected == null || (selected instanceof List<?> list && list.isEmpty())) {
      of.remark(document, selected == null).ifPresent(console::error);
    }
    return selected;
  }

  private void printJson(@Nullable Object document) {
    try {
      JsonDocument.print(document, console.data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints rows that are a view of their own. */
  public void printRows(List<Map<String, Object>> rows, OutputFormat format) {
    if (format == OutputFormat.TSV) {
      TableView.tsv(rows).forEach(console::data);
    } else {
      TableView.table(rows).forEach(console::text);
    }
  }
}
