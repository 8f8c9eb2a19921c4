package io.github.pathwhy.draw;

import io.github.pathwhy.model.resource.ResourceId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes a drawing as a picture: one SVG file without scripts, fonts or links, for light and dark
/// pages.
public final class Svg {
  private static final int LEAST_WIDTH = 520;
  private static final int FOOT_LINE = 18;

  private final Drawing drawing;
  private final SvgText text = new SvgText();
  private final List<Tile> tiles = new ArrayList<>();
  private final Wiring wiring;

  private Svg(Drawing drawing) {
    this.drawing = drawing;
    Map<ResourceId, Box> outer = drawing.outermost();
    Map<ResourceId, Tile> outermost = new LinkedHashMap<>();
    for (Box box : drawing.boxes()) {
      Tile tile = new Tile(box);
      tiles.add(tile);
      outermost.put(box.key(), tile);
    }
    Ranks ranks = new Ranks(outermost, drawing.lines(), outer);
    this.wiring = new Wiring(ranks.rows(), drawing.lines(), outer);
  }

  /** The picture, with a line feed at the end. */
  public static String write(Drawing drawing) {
    return new Svg(drawing).write();
  }

  private String write() {
    int width = Math.max(LEAST_WIDTH, wiring.width());
    List<String> foot = foot(width - 48);
    int legend = wiring.height() + foot.size() * FOOT_LINE + (foot.isEmpty() ? 0 : FOOT_LINE);
    int height = legend + 2 * FOOT_LINE;
    text.open(width, height);
    wiring.paths().stream().filter(path -> path.line().broken()).forEach(this::path);
    wiring.paths().stream().filter(path -> !path.line().broken()).forEach(this::path);
    tiles.forEach(tile -> tile(tile, 0, 0));
    wiring.paths().forEach(this::label);
    for (int i = 0; i < foot.size(); i++) {
      text.words("note", 24, wiring.height() + (i + 1) * FOOT_LINE, foot.get(i));
    }
    legend(legend + FOOT_LINE / 2);
    return text.close();
  }

  private void path(Wiring.Path path) {
    Line line = path.line();
    text.polyline(lineClass(line.kind(), line.broken()), path.points());
    if (path.isDrop() && path.hasJunction()) {
      text.circle(
          lineClass(line.kind(), line.broken()), path.points().get(0), path.points().get(1));
    }
  }

  private static String lineClass(Line.Kind kind, boolean broken) {
    String name =
        switch (kind) {
          case PEERING -> "peering";
          case CONNECTION -> "connection";
          case INTERNET -> "internet";
          case SAME_MACHINE -> "same";
        };
    return broken ? name + " broken" : name;
  }

  private void label(Wiring.Path path) {
    if (path.isDrop() && !path.line().label().isEmpty()) {
      List<Integer> points = path.points();
      int x = points.get(points.size() - 2) + 5;
      int y = points.getLast();
      boolean up = y < points.get(points.size() - 3);
      text.words("on-line", x, up ? y + 13 : y - 6, path.line().label());
    }
  }

  private void tile(Tile tile, int left, int top) {
    int x = left + tile.x();
    int y = top + tile.y();
    Box box = tile.box();
    text.group(box);
    text.rectangle(boxClass(box.kind()), x, y, tile.width(), tile.height(), radius(box.kind()));
    if (box.kind() == Box.Kind.MORE) {
      text.words("note", x + Tile.PAD, y + 16, box.name());
    } else {
      content(tile, x, y);
    }
    tile.inside().forEach(each -> tile(each, x, y));
    text.endGroup();
  }

  private void content(Tile tile, int x, int y) {
    Box box = tile.box();
    boolean container = box.kind().isContainer();
    if (!container) {
      text.rectangle("mark " + boxClass(box.kind()), x, y + 8, 3, tile.height() - 16, 1);
    }
    int at = y + Tile.PAD + Tile.LINE - 5;
    String weight = container && box.kind() != Box.Kind.SUBNET ? "name title" : "name";
    int size = Tile.NAME + (container ? 1 : 0);
    String name = Lettering.fit(box.name(), size, tile.width() - 2 * Tile.PAD);
    text.words(weight, x + Tile.PAD, at, name);
    for (String line : tile.lines()) {
      at += Tile.LINE;
      text.words("note", x + Tile.PAD, at, line);
    }
    for (Tile.Pill pill : tile.pills()) {
      text.rectangle(
          "pill " + pillClass(pill.role()),
          x + pill.x(),
          y + pill.y(),
          pill.width(),
          pill.height(),
          pill.height() / 2);
      text.words("pill-text", x + pill.x() + pill.width() / 2, y + pill.y() + 13, pill.text());
    }
  }

  private static String boxClass(Box.Kind kind) {
    return switch (kind) {
      case NETWORK -> "network";
      case HUB -> "network hub";
      case SUBNET -> "subnet";
      case MACHINE, RESOURCE -> "thing";
      case APPLIANCE, FIREWALL -> "thing guard";
      case BASTION, BALANCER, APPLICATION_GATEWAY, ENDPOINT, LINK_SERVICE, ROUTE_SERVER ->
          "thing service";
      case GATEWAY -> "thing gateway";
      case INTERFACE, REMOTE_NETWORK, MORE -> "thing faint";
      case SITE -> "thing site";
      case INTERNET -> "thing world";
    };
  }

  private static String pillClass(Box.Role role) {
    return switch (role) {
      case SECURITY_GROUP -> "p-nsg";
      case ROUTE_TABLE -> "p-routes";
      case NAT_GATEWAY -> "p-nat";
      case PUBLIC -> "p-public";
      case ADDRESS, TARGET, NOTE -> "";
    };
  }

  private static int radius(Box.Kind kind) {
    return switch (kind) {
      case NETWORK, HUB -> 12;
      case SUBNET -> 9;
      case INTERNET -> 18;
      default -> 6;
    };
  }

  /** What has no place in the picture, in words. */
  private List<String> foot(int room) {
    List<String> foot = new ArrayList<>();
    if (drawing.isEmpty()) {
      foot.add("Nothing to draw");
    }
    if (!drawing.unplaced().isEmpty()) {
      List<String> names = new ArrayList<>();
      names.add("Not placed: " + drawing.unplaced().getFirst().name());
      drawing.unplaced().stream().skip(1).limit(40).map(Box::name).forEach(names::add);
      if (drawing.unplaced().size() > 41) {
        names.add("+" + (drawing.unplaced().size() - 41) + " more");
      }
      foot.addAll(Lettering.lines(names, Tile.SMALL, room));
    }
    if (!drawing.unmodelled().isEmpty()) {
      List<String> types = new ArrayList<>();
      drawing.unmodelled().forEach((type, ids) -> types.add(ids.size() + " " + type));
      types.set(0, "Not modelled: " + types.getFirst());
      foot.addAll(Lettering.lines(types, Tile.SMALL, room));
    }
    return foot;
  }

  /** Says what the lines mean that the picture has. */
  private void legend(int y) {
    Set<Line.Kind> kinds = EnumSet.noneOf(Line.Kind.class);
    boolean broken = false;
    for (Wiring.Path path : wiring.paths()) {
      kinds.add(path.line().kind());
      broken |= path.line().broken();
    }
    int x = 24;
    for (Line.Kind kind : kinds) {
      x = legendEntry(x, y, lineClass(kind, false), kind.label());
    }
    if (broken) {
      legendEntry(x, y, "peering broken", "does not carry traffic");
    }
  }

  private int legendEntry(int x, int y, String look, String words) {
    text.polyline(look, List.of(x, y, x + 28, y));
    text.words("note", x + 34, y + 4, words);
    return x + 34 + Lettering.width(words, Tile.SMALL) + 20;
  }
}
