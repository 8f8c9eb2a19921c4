import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes the bundled service tags from Microsoft's "Azure IP Ranges and Service Tags, Public
/// Cloud"; run by hand, never packaged.
///
/// A line for each tag, its name in lower case, then a tab and its prefixes; before them what the
/// lists are and when they were published.
final class ServiceTagsData {
  private static final Pattern TAG =
      Pattern.compile(
          "\"name\"\\s*:\\s*\"([^\"]+)\"(?:(?!\"name\").)*?\"addressPrefixes\"\\s*:\\s*\\[([^\\]]*)]",
          Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\"name\"\\s*:");
  private static final Pattern CHANGE = Pattern.compile("\"changeNumber\"\\s*:\\s*([0-9]+)");
  private static final Pattern DATED =
      Pattern.compile("ServiceTags_Public_(\\d{4})(\\d{2})(\\d{2})\\.json");

  private ServiceTagsData() {}

  /// Arguments: Microsoft's file, the file to write, and the date of publication (2025-08-04)
  /// unless the name of the first file says it.
  public static void main(String[] args) throws IOException {
    Path source = Path.of(args[0]);
    String json = Files.readString(source);
    String date = args.length > 2 ? args[2] : dateOf(source.getFileName().toString());
    Matcher change = CHANGE.matcher(json);
    if (!change.find()) {
      throw new IllegalArgumentException("no change number in " + source);
    }
    Map<String, String> tags = tags(json);
    StringBuilder text = new StringBuilder();
    text.append("# Azure IP Ranges and Service Tags, public cloud, published by Microsoft:\n")
        .append("# https://www.microsoft.com/en-us/download/details.aspx?id=56519\n")
        .append("# change ")
        .append(change.group(1))
        .append("\n# date ")
        .append(date)
        .append('\n');
    tags.forEach((name, prefixes) -> text.append(name).append('\t').append(prefixes).append('\n'));
    Files.writeString(Path.of(args[1]), text);
    System.out.println(tags.size() + " tags, " + text.length() + " characters");
  }

  private static Map<String, String> tags(String json) {
    Map<String, String> tags = new TreeMap<>();
    Matcher tag = TAG.matcher(json);
    while (tag.find()) {
      String prefixes = tag.group(2).replaceAll("[\\s\"]+", "").replace(',', ' ');
      tags.put(tag.group(1).toLowerCase(Locale.ROOT), prefixes);
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
}
