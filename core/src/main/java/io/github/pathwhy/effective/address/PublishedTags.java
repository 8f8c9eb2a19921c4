package io.github.pathwhy.effective.address;

import io.github.pathwhy.model.Cloud;
import io.github.pathwhy.net.PrefixSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Service tags with the prefixes that Microsoft published for them in one cloud at one time
/// (*Azure IP Ranges and Service Tags*). They come in several parts, by the hash of the name in
/// lower case, and each part has an index: one tag is read without the others.
public final class PublishedTags {
  /** The number of parts. */
  private static final int PARTS = 16;

  private static final Map<Cloud, PublishedTags> BUNDLED = new ConcurrentHashMap<>();

  private final IntFunction<byte[]> files;
  private final @Nullable Part[] parts = new Part[PARTS];

  /** The tags in files, of which there is one for each part. */
  public PublishedTags(IntFunction<byte[]> files) {
    this.files = files;
  }

  /** Those of a cloud that come with pathwhy; a part is read at the first call that needs it. */
  public static PublishedTags bundled(Cloud cloud) {
    return BUNDLED.computeIfAbsent(cloud, _ -> new PublishedTags(part -> read(cloud, part)));
  }

  private static byte[] read(Cloud cloud, int part) {
    String name =
        switch (cloud) {
          case PUBLIC -> "public";
          case US_GOVERNMENT -> "us-government";
          case CHINA -> "china";
        };
    try (InputStream file =
        PublishedTags.class.getResourceAsStream("tags/" + name + "-" + part + ".bin")) {
      return Objects.requireNonNull(file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The month or day of the publication, as ISO 8601 writes it. */
  public synchronized String date() {
    return part(0).date;
  }

  /** The change number of the publication. */
  public synchronized int changeNumber() {
    return part(0).changeNumber;
  }

  /** The prefixes of a tag, named in lower case. */
  public synchronized Optional<PrefixSet> find(String key) {
    int hash = key.hashCode();
    return part(Math.floorMod(hash, PARTS)).find(key, hash);
  }

  /** The names of all tags, in lower case. */
  public synchronized List<String> names() {
    List<String> names = new ArrayList<>();
    for (int number = 0; number < PARTS; number++) {
      names.addAll(part(number).names());
    }
    return names;
  }

  private Part part(int number) {
    Part known = parts[number];
    if (known == null) {
      known = new Part(files.apply(number));
      parts[number] = known;
    }
    return known;
  }

  /// A file, big-endian: the change number, the date and the number of tags; for each tag the hash
  /// of its name and where it stands, by hash; and the tags.
  private static final class Part {
    private static final int INDEX_ENTRY = 8;

    private final ByteBuffer file;
    private final int changeNumber;
    private final String date;
    private final int count;
    private final int index;

    Part(byte[] file) {
      this.file = ByteBuffer.wrap(file);
      this.changeNumber = this.file.getInt();
      this.date = text();
      this.count = this.file.getInt();
      this.index = this.file.position();
    }

    /** The prefixes of a tag, named in lower case. */
    Optional<PrefixSet> find(String key, int hash) {
      for (int entry = firstOf(hash); entry < count && hashAt(entry) == hash; entry++) {
        file.position(file.getInt(index + INDEX_ENTRY * entry + Integer.BYTES));
        if (text().equals(key)) {
          return Optional.of(PrefixSet.read(file));
        }
      }
      return Optional.empty();
    }

    /** The names of all tags, in lower case. */
    List<String> names() {
      List<String> names = new ArrayList<>(count);
      for (int entry = 0; entry < count; entry++) {
        file.position(file.getInt(index + INDEX_ENTRY * entry + Integer.BYTES));
        names.add(text());
      }
      return names;
    }

    /** The first entry of the index with this hash, or where it would stand. */
    private int firstOf(int hash) {
      int low = 0;
      int high = count;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (hashAt(middle) < hash) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private int hashAt(int entry) {
      return file.getInt(index + INDEX_ENTRY * entry);
    }

    private String text() {
      byte[] bytes = new byte[file.getShort()];
      file.get(bytes);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
