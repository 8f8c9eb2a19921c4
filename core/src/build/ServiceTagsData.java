import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes the bundled service tags of a cloud from Microsoft's "Azure IP Ranges and Service Tags";
/// run by hand, never packaged.
///
/// A file for each part, which has the tags whose name in lower case has a hash of that remainder.
/// The change number, the date and the number of tags; an index of them (hash of the name, offset),
/// by hash; then each tag: its name, how many prefixes of IPv4 and of IPv6 it has, and those in
/// order and disjoint, the addresses of a family before the lengths. The first bit of an IPv4
/// address is flipped, which lets signed numbers be compared.
final class ServiceTagsData {
  private static final Pattern TAG =
      Pattern.compile(
          "\"name\"\\s*:\\s*\"([^\"]+)\"(?:(?!\"name\").)*?\"addressPrefixes\"\\s*:\\s*\\[([^\\]]*)]",
          Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\"name\"\\s*:");
  private static final Pattern CHANGE = Pattern.compile("\"changeNumber\"\\s*:\\s*([0-9]+)");
  private static final Pattern DATED =
      Pattern.compile("ServiceTags_\\w+_(\\d{4})(\\d{2})(\\d{2})\\.json");
  private static final int PARTS = 16;
  private static final int INDEX_ENTRY = 8;

  private ServiceTagsData() {}

  /// Arguments: Microsoft's file, the path of the files to write without their numbers, and the
  /// date of publication (2025-08-04, or 2025-08) unless the name of the first file says it.
  public static void main(String[] args) throws IOException {
    Path source = Path.of(args[0]);
    String json = Files.readString(source);
    String date = args.length > 2 ? args[2] : dateOf(source.getFileName().toString());
    Matcher change = CHANGE.matcher(json);
    if (!change.find()) {
      throw new IllegalArgumentException("no change number in " + source);
    }
    Map<String, List<Block>> tags = tags(json);
    int bytes = 0;
    for (int part = 0; part < PARTS; part++) {
      Map<String, List<Block>> own = new TreeMap<>();
      for (Map.Entry<String, List<Block>> tag : tags.entrySet()) {
        if (Math.floorMod(tag.getKey().hashCode(), PARTS) == part) {
          own.put(tag.getKey(), tag.getValue());
        }
      }
      byte[] file = file(Integer.parseInt(change.group(1)), date, own);
      Files.write(Path.of(args[1] + "-" + part + ".bin"), file);
      bytes += file.length;
    }
    System.out.println(tags.size() + " tags, " + bytes + " bytes");
  }

  private static byte[] file(int change, String date, Map<String, List<Block>> tags)
      throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(head);
    out.writeInt(change);
    out.writeUTF(date);
    out.writeInt(tags.size());
    int base = head.size() + INDEX_ENTRY * tags.size();
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    List<int[]> index = new ArrayList<>();
    for (Map.Entry<String, List<Block>> tag : tags.entrySet()) {
      index.add(new int[] {tag.getKey().hashCode(), base + records.size()});
      write(new DataOutputStream(records), tag.getKey(), tag.getValue());
    }
    index.sort(Comparator.comparingInt(entry -> entry[0]));
    for (int[] entry : index) {
      out.writeInt(entry[0]);
      out.writeInt(entry[1]);
    }
    out.write(records.toByteArray());
    return head.toByteArray();
  }

  private static void write(DataOutputStream out, String name, List<Block> blocks)
      throws IOException {
    out.writeUTF(name);
    out.writeInt((int) blocks.stream().filter(block -> block.address.length == 4).count());
    out.writeInt((int) blocks.stream().filter(block -> block.address.length == 16).count());
    for (List<Block> family : List.of(family(blocks, 4), family(blocks, 16))) {
      for (Block block : family) {
        byte[] address = block.address.clone();
        address[0] ^= (byte) (address.length == 4 ? 0x80 : 0);
        out.write(address);
      }
      for (Block block : family) {
        out.writeByte(block.length);
      }
    }
  }

  private static List<Block> family(List<Block> blocks, int bytes) {
    return blocks.stream().filter(block -> block.address.length == bytes).toList();
  }

  private static Map<String, List<Block>> tags(String json) throws IOException {
    Map<String, List<Block>> tags = new TreeMap<>();
    Matcher tag = TAG.matcher(json);
    while (tag.find()) {
      List<Block> blocks = new ArrayList<>();
      for (String prefix : tag.group(2).replaceAll("[\\s\"]+", "").split(",")) {
        if (!prefix.isEmpty()) {
          blocks.add(Block.of(prefix));
        }
      }
      blocks.sort(null);
      for (int i = 1; i < blocks.size(); i++) {
        if (blocks.get(i - 1).contains(blocks.get(i))) {
          throw new IllegalArgumentException("prefixes of " + tag.group(1) + " overlap");
        }
      }
      tags.put(tag.group(1).toLowerCase(Locale.ROOT), blocks);
    }
    long names = NAME.matcher(json).results().count();
    if (tags.isEmpty() || tags.size() != names) {
      throw new IllegalArgumentException(names + " tags, but " + tags.size() + " with prefixes");
    }
    return tags;
  }

  private static String dateOf(String name) {
    Matcher dated = DATED.matcher(name);
    if (!dated.matches()) {
      throw new IllegalArgumentException("no date in the name " + name + ": give it");
    }
    return dated.group(1) + "-" + dated.group(2) + "-" + dated.group(3);
  }

  /** An address as its bytes, and how many bits of it count. */
  private record Block(byte[] address, int length) implements Comparable<Block> {
    static Block of(String prefix) throws IOException {
      int slash = prefix.indexOf('/');
      return new Block(
          InetAddress.ofLiteral(prefix.substring(0, slash)).getAddress(),
          Integer.parseInt(prefix.substring(slash + 1)));
    }

    private boolean contains(Block other) {
      return address.length == other.address.length
          && length <= other.length
          && new BigInteger(1, address)
                  .xor(new BigInteger(1, other.address))
                  .shiftRight(8 * address.length - length)
                  .signum()
              == 0;
    }

    @Override
    public int compareTo(Block other) {
      int order = Integer.compare(address.length, other.address.length);
      order = order != 0 ? order : Arrays.compareUnsigned(address, other.address);
      return order != 0 ? order : Integer.compare(length, other.length);
    }
  }
}
