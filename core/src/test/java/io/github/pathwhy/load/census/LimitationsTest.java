package io.github.pathwhy.load.census;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.pathwhy.model.resource.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The page that says which properties decide and are not modelled is what the census says, and
/// which roles count is what the code asks for. `-Dgolden.update=true` writes it anew; names that
/// are on it keep their spelling, new ones are to be spelled as Azure does.
final class LimitationsTest {
  private static final Path PAGE = root().resolve("docs/limitations.md");
  private static final int WIDTH = 140;
  private static final Pattern NAME = Pattern.compile("`([^`\\n]+)`");

  private static final String HEAD =
      """
      # What decides and is not modelled

      <!-- Made by LimitationsTest from the census: do not edit. -->

      Properties that decide who reaches whom and that pathwhy does not follow. One that is set, and not to its default, makes the
      answer *Unknown* where a path, or the way of the answer, meets its resource as its *role* says; after *warning* stand those that
      leave the answer certain, with a warning. Everywhere else they change nothing. An object stands for all that is in it.
      What is on no list here changes no answer, is modelled, or is newer than the list: such a property is named under
      *Assumed* where its resource is met. What no property shows is in [How pathwhy decides](semantics.md).

      """;

  private static final String OTHERS =
      """
      A path that meets a resource of one of these types in a role above is *Unknown* and names it. A type that is on no list and that
      refers to a part of the network may be met, too; all other types put nothing into a network.

      """;

  private static final List<String> FIRST = List.of("microsoft.compute", "microsoft.network");

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  @Test
  void pageSaysWhatTheCensusSays() throws IOException {
    String page = Files.exists(PAGE) ? Files.readString(PAGE) : "";
    String expected = page(spellings(page));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, expected);
    } else {
      assertThat(page).as("-Dgolden.update=true writes it").isEqualTo(expected);
    }
  }

  /** Names as they are on the page, by what they are in lower case. */
  private static Map<String, String> spellings(String page) {
    Map<String, String> spellings = new HashMap<>();
    Matcher name = NAME.matcher(page);
    while (name.find()) {
      spellings.putIfAbsent(name.group(1).toLowerCase(Locale.ROOT), name.group(1));
    }
    return spellings;
  }

  // ---- page ----

  /** What a list is about; warnings come after the others. */
  private record Group(Role role, boolean warning) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      int byRole = role.compareTo(other.role);
      return byRole == 0 ? Boolean.compare(warning, other.warning) : byRole;
    }
  }

  private static String page(Map<String, String> spellings) {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("| role | meets its resource |\n| --- | --- |\n");
    for (Role role : Role.values()) {
      text.append("| ").append(words(role)).append(" | ").append(met(role)).append(" |\n");
    }
    Set<Role> unmet = EnumSet.allOf(Role.class);
    unmet.removeAll(rolesMet());
    if (!unmet.isEmpty()) {
      text.append("\nProperties in these roles are known and are not looked at yet: ")
          .append(String.join(", ", unmet.stream().map(LimitationsTest::words).toList()))
          .append(". They change no answer.\n");
    }
    text.append("\n## Types that are modelled\n");
    types('M')
        .forEach((provider, types) -> {
          String body =
              String.join("", types.stream().map(type -> type(provider, type, spellings)).toList());
          if (!body.isEmpty()) {
            text.append("\n### ").append(spelled(spellings, provider)).append('\n').append(body);
          }
        });
    text.append("\n## Types that are not\n\n").append(OTHERS);
    types('U')
        .forEach((provider, types) ->
            text.append(
                wrapped("- " + spelled(spellings, provider) + ": " + list(spellings, types))));
    return text.toString();
  }

  /** Properties of a type, a line for each role. */
  private static String type(String provider, String type, Map<String, String> spellings) {
    Map<Group, Set<String>> groups = new TreeMap<>();
    collect(Census.bundled().block(provider + "/" + type), "", null, groups);
    StringBuilder text = new StringBuilder();
    groups.forEach((group, names) ->
        text.append(
            wrapped(
                "- "
                    + words(group.role())
                    + (group.warning() ? ", warning: " : ": ")
                    + list(spellings, names))));
    return text.isEmpty() ? "" : "\n**" + spelled(spellings, type) + "**\n\n" + text;
  }

  private static String list(Map<String, String> spellings, Collection<String> names) {
    return String.join(", ", names.stream().map(name -> spelled(spellings, name)).toList());
  }

  private static String spelled(Map<String, String> spellings, String name) {
    return "`" + spellings.getOrDefault(name.toLowerCase(Locale.ROOT), name) + "`";
  }

  private static String words(Role role) {
    return role.label().replace('-', ' ');
  }

  private static String wrapped(String line) {
    StringBuilder text = new StringBuilder();
    int length = 0;
    for (String word : line.split(" (?![^`]*`(,|$))", -1)) {
      if (length > 0 && length + word.length() >= WIDTH) {
        text.append("\n  ");
        length = 2;
      } else if (length > 0) {
        text.append(' ');
        length++;
      }
      text.append(word);
      length += word.length();
    }
    return text.append('\n').toString();
  }

  // ---- census ----

  /** The types of Azure's in a class, by provider; connections of endpoints are none. */
  private static Map<String, List<String>> types(char kind) {
    Map<String, List<String>> types =
        new TreeMap<>(
            Comparator.comparingInt((String provider) -> FIRST.indexOf(provider))
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    for (String line : resource().lines().filter(each -> each.startsWith("+")).toList()) {
      String[] classes = line.split("\t", -1);
      String provider = classes[0].substring(1);
      for (String list : List.of(classes).subList(1, classes.length)) {
        List<String> names = new ArrayList<>(List.of(list.substring(2).split(" ", -1)));
        names.removeIf(name -> name.endsWith("privateendpointconnections"));
        if (list.charAt(0) == kind && provider.contains(".") && !names.isEmpty()) {
          types.put(provider, names);
        }
      }
    }
    return types;
  }

  private static String resource() {
    try (InputStream file = Census.class.getResourceAsStream("census.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void collect(
      Node node, String path, @Nullable Group above, Map<Group, Set<String>> groups) {
    node.singles.forEach(single -> {
      if (!single.others()
          && single.finding() instanceof Finding.Decides decides
          && !group(decides).equals(above)) {
        add(group(decides), path + ": " + value(single), groups);
      }
    });
    Map<String, Node> below = new TreeMap<>(node.children);
    node.variants.forEach((name, child) -> below.put("<" + name + ">", child));
    below.forEach((name, child) -> {
      String here = path.isEmpty() ? name : path + "." + name;
      Group own = whole(child);
      if (own == null) {
        collect(child, here, above, groups);
      } else {
        if (!own.equals(above)) {
          add(own, here, groups);
        }
        collect(child, here, own, groups);
      }
    });
  }

  private static String value(Single single) {
    return String.join(" or ", single.words()).replaceFirst("^/$", "<address>/<length>");
  }

  private static void add(Group group, String name, Map<Group, Set<String>> groups) {
    groups.computeIfAbsent(group, _ -> new TreeSet<>()).add(name);
  }

  /** What a property decides as a whole: by its own row, or since all its parts do the same. */
  private static @Nullable Group whole(Node node) {
    if (node.rule != null) {
      return node.rule.finding() instanceof Finding.Decides decides ? group(decides) : null;
    }
    Group common = null;
    List<Node> parts = new ArrayList<>(node.children.values());
    parts.addAll(node.variants.values());
    for (Node part : parts) {
      Group own = whole(part);
      if (own == null || (common != null && !common.equals(own))) {
        return null;
      }
      common = own;
    }
    return common;
  }

  private static Group group(Finding.Decides decides) {
    return new Group(decides.role(), decides.warning());
  }

  // ---- code ----

  /** The roles in which something on the way asks for gaps. */
  private static Set<Role> rolesMet() {
    JavaClasses classes =
        new ClassFileImporter()
            .importUrl(Role.class.getProtectionDomain().getCodeSource().getLocation());
    Set<Role> met = EnumSet.noneOf(Role.class);
    classes.stream()
        .filter(each -> !each.isEquivalentTo(Role.class))
        .filter(each -> !each.getSimpleName().equals("Doubt"))
        .flatMap(each -> each.getFieldAccessesFromSelf().stream())
        .map(JavaFieldAccess::getTarget)
        .filter(target -> target.getOwner().isEquivalentTo(Role.class))
        .filter(target -> !target.getName().startsWith("$"))
        .forEach(target -> met.add(Role.valueOf(target.getName())));
    return met;
  }

  private static String met(Role role) {
    return switch (role) {
      case ADDRESS_OWNER ->
          "source or destination is an address of its network or subnet that nothing modelled owns";
      case PUBLIC_ADDRESS ->
          "source, destination or translated source is this public address, or in this range";
      case INTERFACE ->
          "a machine sends, receives or forwards by this interface, or by one in this network";
      case GROUP_RULE ->
          "a security group with this rule, or that names this application group, is looked at";
      case ADMIN_RULE -> "a machine of a network in the manager's scope sends or receives";
      case SUBNET_ROUTE ->
          "the packet leaves a subnet with this table or endpoint, which may cover the destination";
      case PEERING -> "the packet crosses this link, or goes between members of the configuration";
      case PREFIXES ->
          "an address is compared with these prefixes, and the known ones do not hold it";
      case WAY_OUT ->
          "the flow leaves to a public address from this subnet, interface, pool or gateway";
      case LOAD_BALANCER -> "the flow arrives at a frontend of this load balancer";
      case POOL_MEMBER -> "a frontend has chosen this pool";
      case APP_GATEWAY -> "the flow arrives at a frontend of this application gateway";
      case ANSWER -> "the flow has arrived, and more than an open port is asked for";
      case FIREWALL -> "the flow goes through this firewall, or to its own address";
      case FIREWALL_RULE -> "a firewall with this policy looks at this rule or collection";
      case BASTION -> "this bastion is the source of the flow, or is reached itself";
      case CONNECTION -> "the packet goes through this connection, tunnel, link or circuit";
      case LEARNED_ROUTES ->
          "a route of this gateway, peer, site, client pool or hub could hold the other end";
      case HUB_TRANSIT -> "the packet goes through this hub, or between hubs of this WAN";
      case PRIVATE_ENDPOINT ->
          "source or destination is this private endpoint, or the service is reached through it";
      case NAME_IN_NETWORK -> "the destination is a name that a machine of this network asks for";
      case PUBLIC_NAME -> "the destination is a name that this resource has or answers for";
      case SERVICE_DOOR ->
          "the flow arrives at the public side of this service, asked for by its name";
      case SERVICE_SOURCE -> "this service is the source of the flow";
      case APPLIANCE ->
          "the flow goes through this appliance or gateway, or ends at one of its addresses";
    };
  }
}
