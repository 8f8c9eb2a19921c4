package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.load.terraform.plan.Configuration.Scope;
import io.github.pathwhy.load.terraform.plan.Reference.Part;
import io.github.pathwhy.text.Tree;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Follows the references of expressions through variables, modules and their outputs to the
/// attributes of resources. A plan lists what an expression refers to, not the expression
/// (<https://developer.hashicorp.com/terraform/internals/json-format#expression-representation>).
final class Evaluator {
  private static final int DEEPEST = 64;
  // Each step is a reference. What takes more is not known.
  private static final int MOST_STEPS_OF_ONE = 20_000;
  // Of more instances nobody wants to know which one may be meant.
  private static final int MOST_UNCERTAIN = 100;
  private static final int MOST_STEPS = 3_000_000;

  private final Configuration configuration;
  private final Instances instances;
  private final IdentityHashMap<Tree, List<List<Part>>> read = new IdentityHashMap<>();
  private int steps;
  private int limit;

  Evaluator(Configuration configuration, Instances instances) {
    this.configuration = configuration;
    this.instances = instances;
  }

  /** What an expression may mean. */
  Candidates evaluate(Tree expression, Scope scope) {
    Candidates out = new Candidates();
    limit = Math.min(MOST_STEPS, steps + MOST_STEPS_OF_ONE);
    expression(expression, scope, List.of(), out, 0);
    return out;
  }

  /** A reference on its own way, beside the indexes that the same expression uses. */
  private record Way(Scope scope, List<List<Part>> beside, Candidates out, int depth) {}

  private void expression(
      @Nullable Tree expression, Scope scope, List<Part> suffix, Candidates out, int depth) {
    Tree constant = Values.get(expression, "constant_value");
    if (constant != null) {
      value(Values.down(constant, suffix), out);
      return;
    }
    List<List<Part>> references = references(Values.get(expression, "references"));
    if (references.isEmpty()) {
      out.open();
    }
    Way way = new Way(scope, references, out, depth);
    for (List<Part> reference : references) {
      if (depth > DEEPEST || steps >= limit) {
        out.open();
        return;
      }
      steps++;
      reference(Reference.append(reference, suffix), way);
    }
  }

  /** The references of an expression, read once for all instances that have it. */
  private List<List<Part>> references(@Nullable Tree list) {
    if (list == null) {
      return List.of();
    }
    List<List<Part>> known = read.get(list);
    if (known == null) {
      known = longest(Values.items(list));
      read.put(list, known);
    }
    return known;
  }

  /** The references without those that only repeat the start of another one. */
  private List<List<Part>> longest(List<Tree> references) {
    Set<List<Part>> found = new LinkedHashSet<>();
    List<Part> last = List.of();
    for (Tree reference : references) {
      steps++;
      List<Part> parts = Reference.parse(Values.text(reference));
      if (!parts.isEmpty() && !Reference.startsWith(last, parts)) {
        found.add(parts);
        last = parts;
      }
    }
    return List.copyOf(found);
  }

  private static void value(@Nullable Tree value, Candidates out) {
    if (value == null) {
      out.open();
    } else {
      out.add(value);
    }
  }

  private void reference(List<Part> parts, Way way) {
    String second = parts.size() > 1 ? parts.get(1).text() : "";
    switch (parts.getFirst().text()) {
      case "var" -> variable(second, rest(parts, 2), way);
      case "each" -> {
        if (second.equals("value")) {
          eachValue(rest(parts, 2), way);
        } else if (way.scope().key() != null) {
          way.out().addKey(way.scope().key());
        }
      }
      case "count", "path", "terraform", "self" -> {}
      case "local" -> way.out().open();
      case "module" -> module(second, rest(parts, 2), way);
      case "data" -> {
        String name = parts.size() > 2 ? parts.get(2).text() : "";
        resource(Instance.block(true, second, name), rest(parts, 3), way);
      }
      default -> resource(parts.getFirst().text() + "." + second, rest(parts, 2), way);
    }
  }

  private static List<Part> rest(List<Part> parts, int from) {
    return from >= parts.size() ? List.of() : parts.subList(from, parts.size());
  }

  private void variable(String name, List<Part> path, Way way) {
    Module module = way.scope().module();
    Scope caller = configuration.callScope(module);
    Tree given = Values.get(Values.get(module.call(), "expressions"), name);
    if (caller == null) {
      value(Values.down(configuration.variable(name), path), way.out());
    } else if (given != null) {
      expression(given, caller, path, way.out(), way.depth() + 1);
    } else {
      Tree standard = Values.get(module.part("variables", name), "default");
      value(Values.down(standard, path), way.out());
    }
  }

  private void eachValue(List<Part> path, Way way) {
    String key = way.scope().key();
    Tree forEach = way.scope().forEach();
    if (key == null || forEach == null) {
      way.out().open();
      return;
    }
    List<Part> suffix = Reference.append(List.of(new Part(key, true)), path);
    expression(forEach, way.scope(), suffix, way.out(), way.depth() + 1);
  }

  private void module(String call, List<Part> path, Way way) {
    Map<String, String> all = configuration.calls(way.scope().module(), call);
    boolean keyed = !path.isEmpty() && path.getFirst().index();
    List<Part> output = keyed ? rest(path, 1) : path;
    String key =
        keyed
            ? path.getFirst().text()
            : all.size() == 1 ? null : chosen(way, all.size(), all::containsKey);
    for (Map.Entry<String, String> each : all.entrySet()) {
      if (key == null || key.equals(each.getKey())) {
        outputs(configuration.module(each.getValue()), output, way);
      }
    }
  }

  /** The output that is named, or all when a computed index hides which one is meant. */
  private void outputs(Module module, List<Part> path, Way way) {
    Scope inside = new Scope(module, null, null, 1);
    if (!path.isEmpty()) {
      Tree output = module.part("outputs", path.getFirst().text());
      expression(
          Values.get(output, "expression"), inside, rest(path, 1), way.out(), way.depth() + 1);
    } else if (module.configuration().get("outputs") instanceof Tree.Mapping all) {
      for (Tree.Entry output : all.entries()) {
        expression(
            Values.get(output.value(), "expression"),
            inside,
            List.of(),
            way.out(),
            way.depth() + 1);
      }
    }
  }

  private void resource(String block, List<Part> path, Way way) {
    Instances.Group group = instances.of(way.scope().module().address(), block);
    List<Instance> all = group.all();
    if (all.isEmpty() && block.startsWith("data.")) {
      way.out().open();
    }
    Part first = path.isEmpty() ? null : path.getFirst();
    if (first != null && all.size() > 0 && all.getFirst().key() != null) {
      Instance named = first.index() ? byIndex(group, first.text()) : group.of(first.text());
      if (named != null) {
        way.out().add(named, rest(path, 1));
        return;
      }
    }
    String key = all.size() == 1 ? null : chosen(way, all.size(), each -> group.of(each) != null);
    Instance own = key == null ? null : group.of(key);
    List<Part> attribute = first != null && first.index() ? rest(path, 1) : path;
    if (own != null) {
      way.out().add(own, attribute);
      return;
    }
    if (all.size() > 1 && way.beside().size() > 1) {
      way.out().ambiguous();
      if (all.size() > MOST_UNCERTAIN) {
        way.out().open();
        return;
      }
    }
    for (Instance each : all) {
      steps++;
      way.out().add(each, attribute);
    }
  }

  /** By key; else by name, since outputs often have the names of their resources as keys. */
  private @Nullable Instance byIndex(Instances.Group group, String key) {
    Instance found = group.of(key);
    if (found != null || group.all().size() > 1000) {
      return found;
    }
    steps += group.all().size();
    for (Instance each : group.all()) {
      if (Values.text(each.values().get("name")).equals(key)) {
        if (found != null) {
          return null;
        }
        found = each;
      }
    }
    return found;
  }

  /// The key that the same expression computes: `each.key`; `count.index` when both have as many
  /// instances, since any other computation would miss one; a variable or `each.value` that is
  /// known. Nothing when it is not certain.
  private @Nullable String chosen(Way way, int instances, Predicate<String> exists) {
    String found = null;
    for (List<Part> reference : way.beside()) {
      String computed = index(reference, way, instances);
      String key = computed != null && exists.test(computed) ? computed : null;
      if (key != null && found != null && !key.equals(found)) {
        return null;
      }
      found = key == null ? found : key;
    }
    return found;
  }

  private @Nullable String index(List<Part> reference, Way way, int instances) {
    String head = reference.getFirst().text();
    String second = reference.size() > 1 ? reference.get(1).text() : "";
    Scope scope = way.scope();
    if (head.equals("each") && second.equals("key")) {
      return scope.key();
    }
    if (head.equals("count")) {
      return scope.siblings() == instances ? scope.key() : null;
    }
    if (way.depth() > DEEPEST || steps >= limit || !(head.equals("var") || head.equals("each"))) {
      return null;
    }
    steps++;
    Candidates out = new Candidates();
    reference(reference, new Way(scope, List.of(), out, way.depth() + 1));
    return out.found().isEmpty() && !out.isOpen() && out.values().size() == 1
        ? Values.isGiven(out.values().getFirst()) ? scalar(out.values().getFirst()) : null
        : null;
  }

  private static @Nullable String scalar(Tree value) {
    return value instanceof Tree.Scalar(String text, Tree.Kind _, long _) ? text : null;
  }
}
