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
  private final boolean azure;

  /** Compiles the query first, so that a wrong one is reported before any work is done. */
  public DocumentPrinter(Console console, OutputOptions output) throws UsageException {
    this.console = console;
    this.query =
        output.query().isPresent()
            ? Optional.of(Query.compile(output.query().get()))
            : Optional.empty();
    this.quiet = output.quiet();
    this.azure = output.azure();
  }

  /** Prints a document; text is JSON here, since a selection has no text view. */
  public void print(Map<String, Object> document, OutputFormat format) throws UsageException {
    boolean isWhole = query.isEmpty();
    @Nullable Object selected = isWhole ? document : selected(query.orElseThrow(), document);
    if (azure && format == OutputFormat.TABLE) {
      List<Map<String, Object>> rows =
          isWhole ? AzTable.ofDocument(document) : AzTable.rows(selected);
      TableView.table(rows).forEach(console::text);
    } else if (azure && format == OutputFormat.TSV) {
      List<String> lines = isWhole ? AzTable.tsvOfDocument(document) : AzTable.tsv(selected);
      lines.forEach(console::data);
    } else {
      print(selected, format);
    }
  }

  /// Prints a document whose rows are a view of their own: tables of whole documents show them,
  /// except under the names of `az`, which has columns for most.
  public void print(
      Map<String, Object> document, List<Map<String, Object>> rows, OutputFormat format)
      throws UsageException {
    boolean inRows = format == OutputFormat.TABLE || format == OutputFormat.TSV;
    boolean isAz = azure && (format == OutputFormat.TSV || AzTable.hasColumns(document));
    if (inRows && query.isEmpty() && !isAz) {
      printRows(rows, format);
    } else {
      print(document, format);
    }
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
