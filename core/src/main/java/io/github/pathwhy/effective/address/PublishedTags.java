package io.github.pathwhy.effective.address;

import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.net.PrefixSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Service tags with the prefixes that Microsoft published for them at one time (*Azure IP Ranges
/// and Service Tags*): a text with a line for each tag. A tag is there with all its prefixes or not
/// at all.
public final class PublishedTags {
  private static final String CHANGE = "# change ";
  private static final String DATE = "# date ";

  private final String text;

  public PublishedTags(String text) {
    this.text = text;
  }

  /** Those that come with pathwhy, read at the first call. */
  public static PublishedTags bundled() {
    return Bundled.TAGS;
  }

  /** The prefixes of a tag, named in lower case. */
  public Optional<PrefixSet> find(String key) {
    return line("\n" + key + "\t").map(PublishedTags::prefixes);
  }

  /** The month or day of the publication, as ISO 8601 writes it. */
  public String date() {
    return line("\n" + DATE).orElseThrow();
  }

  /** The change number of the publication. */
  public int changeNumber() {
    return Integer.parseInt(line("\n" + CHANGE).orElseThrow());
  }

  /** The rest of the line that starts so. */
  private Optional<String> line(String start) {
    int at = text.indexOf(start);
    return at < 0
        ? Optional.empty()
        : Optional.of(text.substring(at + start.length(), text.indexOf('\n', at + 1)));
  }

  private static PrefixSet prefixes(String list) {
    List<Prefix> prefixes = new ArrayList<>(list.length() / 16);
    for (int start = 0; start < list.length(); ) {
      int space = list.indexOf(' ', start);
      int end = space < 0 ? list.length() : space;
      prefixes.add(Prefix.of(list.substring(start, end)));
      start = end + 1;
    }
    return PrefixSet.of(prefixes);
  }

  /** Holds the resource from the first use on. */
  private static final class Bundled {
    static final PublishedTags TAGS = read();

    private static PublishedTags read() {
      try (InputStream file = PublishedTags.class.getResourceAsStream("service-tags.txt")) {
        byte[] bytes = Objects.requireNonNull(file).readAllBytes();
        return new PublishedTags(new String(bytes, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
