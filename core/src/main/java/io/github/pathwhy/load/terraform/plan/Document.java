package io.github.pathwhy.load.terraform.plan;

import io.github.pathwhy.load.declare.Coverage;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.text.Tree;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A plan or state: its objects, and how their references are resolved. What an expression means is
/// taken from the plan only where it is certain.
public final class Document {
  // Attributes refer to attributes; a hostile document lets them run in circles.
  private static final int DEEPEST = 40;

  private final Reading reading;
  private final Instances instances;
  private final Configuration configuration;
  private final Evaluator evaluator;
  private final Ids ids;
  private final Resolver resolver;
  private final Map<String, Map<String, String>> idsByType = new HashMap<>();
  private final Coverage coverage = new Coverage();
  private int depth;

  public Document(Tree.Mapping root, Instances instances, Reading reading) {
    this.reading = reading;
    this.instances = instances;
    this.configuration = new Configuration(root, instances);
    this.evaluator = new Evaluator(configuration, instances);
    this.ids = new Ids(this, new Subscriptions(root, configuration, instances));
    this.resolver = new Resolver(this);
  }

  /** The objects, in the order of the document. */
  public Iterable<Instance> instances() {
    return instances.all();
  }

  /** Which attributes are asked for, by type of object. */
  public Coverage coverage() {
    return coverage;
  }

  /** An object as a block that is read. */
  public Block block(Instance instance) {
    return Block.of(this, instance, configuration.resource(instance));
  }

  /** The ARM id of an object; empty when it has no place among ARM's resources. */
  public String id(Instance instance) {
    return ids.of(instance);
  }

  /** The ids of all objects of a kind, inline subnets included. */
  Collection<String> all(Place place) {
    return known(place).values();
  }

  /** Whether the document has an object of this kind with an id. */
  boolean isThere(Place place, String id) {
    return known(place).containsKey(id.toLowerCase(Locale.ROOT));
  }

  private Map<String, String> known(Place place) {
    Map<String, String> known = idsByType.get(place.armType());
    if (known != null) {
      return known;
    }
    Map<String, String> ids = new LinkedHashMap<>();
    for (Instance instance : instances.all()) {
      if (place.equals(Place.of(instance.type()))) {
        ids.put(id(instance).toLowerCase(Locale.ROOT), id(instance));
      } else if (instance.type().equals("azurerm_virtual_network")
          && place.collection().equals("subnets")) {
        for (Block subnet : block(instance).blocks("subnet")) {
          String own = id(instance) + "/subnets/" + Ids.name(subnet);
          ids.put(own.toLowerCase(Locale.ROOT), own);
        }
      }
    }
    idsByType.put(place.armType(), ids);
    return ids;
  }

  /** The ids that an expression may give; all of the kind when it does not tell. */
  Collection<String> possible(Block block, String name, @Nullable Tree expression) {
    return resolver.possible(block, name, expression);
  }

  /** A node of our own making, counted. */
  public Tree.Scalar scalar(String text, long at) {
    reading.limits().addNode(at, text.length());
    return Tree.text(text, at);
  }

  /** An object of our own making, counted. */
  public Tree.Mapping mapping(long at) {
    reading.limits().addNode(at, 0);
    return new Tree.Mapping(at);
  }

  /** An unknown of our own making, counted. */
  Tree.Scalar open(String text, long at) {
    reading.limits().addNode(at, text.length());
    return Tree.unknown(text, at);
  }

  Candidates candidates(Block block, Tree expression) {
    return evaluator.evaluate(expression, configuration.scope(block.owner()));
  }

  /** What an expression gives an attribute; an unknown when it is not certain. */
  Tree resolve(Block block, String name, Tree expression, int size) {
    if (depth >= DEEPEST) {
      return unknown(block, name, expression.at());
    }
    depth++;
    try {
      return resolver.resolve(block, name, expression, size);
    } finally {
      depth--;
    }
  }

  /// The unknown value of an attribute. One that is an id has the form of an id, so that it refers
  /// to something of which no more is known than its type.
  Tree.Scalar unknown(Block block, String name, long at) {
    String text = block.address(name);
    if (name.equals("resource_group_name")) {
      return open(Ids.RESOURCE_GROUP, at);
    }
    return open(
        Attribute.isId(name)
            ? Ids.unknown(Attribute.target(name, block.owner().type()), text)
            : text,
        at);
  }
}
