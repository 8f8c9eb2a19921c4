package io.github.pathwhy.effective.address;

import io.github.pathwhy.model.Cloud;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
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

/// Service tags with the prefixes that Microsoft published for them in one cloud at one time
/// (*Azure IP Ranges and Service Tags*). A file of them has an index, so that one tag is read
/// without the others: big-endian, the change number, the date and the number of tags; for each tag
/// the hash of its name in lower case and where it stands, by hash; and the tags.
public final class PublishedTags {
  private static final Map<Cloud, PublishedTags> BUNDLED = new ConcurrentHashMap<>();
  private static final int INDEX_ENTRY = 8;

  private final ByteBuffer file;
  private final int changeNumber;
  private final String date;
  private final int count;
  private final int index;

  public PublishedTags(byte[] file) {
    this.file = ByteBuffer.wrap(file);
    this.changeNumber = this.file.getInt();
    this.date = text();
    this.count = this.file.getInt();
    this.index = this.file.position();
  }

  /** Those of a cloud that come with pathwhy, read at the first call. */
  public static PublishedTags bundled(Cloud cloud) {
    return BUNDLED.computeIfAbsent(cloud, PublishedTags::read);
  }

  private static PublishedTags read(Cloud cloud) {
    String name =
        switch (cloud) {
          case PUBLIC -> "service-tags-public.bin";
          case US_GOVERNMENT -> "service-tags-us-government.bin";
          case CHINA -> "service-tags-china.bin";
        };
    try (InputStream file = PublishedTags.class.getResourceAsStream(name)) {
      return new PublishedTags(Objects.requireNonNull(file).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The month or day of the publication, as ISO 8601 writes it. */
  public String date() {
    return date;
  }

  /** The change number of the publication. */
  public int changeNumber() {
    return changeNumber;
  }

  /** The prefixes of a tag, named in lower case. */
  public synchronized Optional<PrefixSet> find(String key) {
    int hash = key.hashCode();
    for (int entry = firstOf(hash); entry < count && hashAt(entry) == hash; entry++) {
      file.position(file.getInt(index + INDEX_ENTRY * entry + Integer.BYTES));
      if (text().equals(key)) {
        return Optional.of(prefixes());
      }
    }
    return Optional.empty();
  }

  /** The names of all tags, in lower case. */
  public synchronized List<String> names() {
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

  private PrefixSet prefixes() {
    int count4 = file.getInt();
    int count6 = file.getInt();
    List<Prefix> prefixes = new ArrayList<>(count4 + count6);
    read(count4, IpVersion.V4, prefixes);
    read(count6, IpVersion.V6, prefixes);
    return PrefixSet.of(prefixes);
  }

  /// Prefixes of a family: the length of each, how many leading bytes of its address are those of
  /// the one before, and the rest of the bytes that the length covers.
  private void read(int prefixes, IpVersion version, List<Prefix> into) {
    ByteBuffer address = ByteBuffer.allocate(version.bits() / Byte.SIZE);
    byte[] bytes = address.array();
    for (int i = 0; i < prefixes; i++) {
      int length = Byte.toUnsignedInt(file.get());
      int shared = file.get();
      int written = (length + Byte.SIZE - 1) / Byte.SIZE;
      file.get(bytes, shared, written - shared);
      for (int rest = written; rest < bytes.length; rest++) {
        bytes[rest] = 0;
      }
      into.add(
          new Prefix(
              version == IpVersion.V4
                  ? new IpAddress.V4(address.getInt(0))
                  : new IpAddress.V6(address.getLong(0), address.getLong(Long.BYTES)),
              length));
    }
  }
}
