package io.github.pathwhy.load.declare;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Tree;
import java.util.regex.Pattern;

/** The id of a resource of which parts are not known: `{…}` in it stands for any name. */
record OpenId(ResourceId id) {

  /** Whether the name of the resource itself is not known, or not all of it. */
  boolean isOpen() {
    return id.name().indexOf('{') >= 0 || id.name().indexOf('}') >= 0;
  }

  /** Whether this may be the id of the other. */
  boolean mayBe(ResourceId other) {
    return pattern().matcher(other.toString()).matches();
  }

  private Pattern pattern() {
    StringBuilder regex = new StringBuilder();
    StringBuilder literal = new StringBuilder();
    int depth = 0;
    for (char c : id.toString().toCharArray()) {
      if (c == '{' && depth++ == 0) {
        regex.append(Pattern.quote(literal.toString())).append("[^/]+");
        literal.setLength(0);
      } else if (c == '}') {
        depth--;
      } else if (depth == 0) {
        literal.append(c);
      }
    }
    regex.append(Pattern.quote(literal.toString()));
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }

  /** A part of this as a part of another that it may be of. */
  Children.Child under(Children.Child child, ResourceId parent) {
    Tree.Mapping mapping = new Tree.Mapping(child.mapping().at());
    Merge.flat(child.mapping()).entries().stream()
        .filter(entry -> !entry.key().equals("id") && !entry.key().equals(Fields.CONDITION))
        .forEach(mapping::add);
    long at = child.mapping().at();
    String missing = "{whether " + child.id().name() + " is part of " + parent.name() + "}";
    mapping.add(new Tree.Entry(Fields.CONDITION, at, Tree.unknown(missing, at)));
    return new Children.Child(
        child.type(), parent.child(child.type().collection(), child.id().name()), mapping);
  }
}
