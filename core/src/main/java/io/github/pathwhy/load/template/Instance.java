package io.github.pathwhy.load.template;

import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Symbol;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.model.resource.ResourceType;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A resource of a deployment, one for each turn of its loop. What it holds is evaluated when it is
/// needed.
final class Instance {
  /** Why a resource is left out that is not deployed. */
  static final String NOT_DEPLOYED = "its condition is false";

  private static final String CONDITION = "condition";
  private static final String DEPLOYMENT = "Microsoft.Resources/deployments";
  private static final String PUBLIC_ADDRESS = "Microsoft.Network/publicIPAddresses";
  private static final String ADDRESS = "ipAddress";

  /** What goes on as it is, beside the properties. */
  private static final List<String> HEAD = List.of("location", "kind", "sku", "zones");

  private final Tree.Mapping mapping;
  private final Path path;
  private final Scope scope;
  private final Identity identity;
  private final Tree condition;
  private final Lazy properties;
  private Optional<Deployment> nested = Optional.empty();
  private boolean asked;

  Instance(Tree.Mapping mapping, Path path, Scope scope, Identity identity, Tree condition) {
    this.mapping = mapping;
    this.path = path;
    this.scope = scope;
    this.identity = identity;
    this.condition = condition;
    this.properties = new Lazy(scope.evaluation(), label(), this::readProperties);
  }

  private String label() {
    return "resource '" + identity.name() + "'";
  }

  Identity identity() {
    return identity;
  }

  String id() {
    return identity.id();
  }

  String name() {
    return identity.name();
  }

  String type() {
    return identity.type();
  }

  Scope scope() {
    return scope;
  }

  Path path() {
    return path;
  }

  long at() {
    return mapping.at();
  }

  /** Whether the template only refers to it. */
  boolean isExisting() {
    Tree.Entry existing = mapping.findIgnoringCase("existing");
    return existing != null && Values.is(existing.value(), true);
  }

  private boolean isDeployed() {
    return !Values.is(condition, false);
  }

  boolean isDeployment() {
    return identity.type().equalsIgnoreCase(DEPLOYMENT) && !isExisting();
  }

  /** An entry of the resource as the template has it. */
  @Nullable Tree raw(String key) {
    Tree.Entry entry = mapping.findIgnoringCase(key);
    return entry == null ? null : entry.value();
  }

  /** The deployment within this one; nothing when its template is not at hand. */
  Optional<Deployment> nested() {
    if (!asked) {
      asked = true;
      nested = isDeployed() ? NestedDeployments.of(this) : Optional.empty();
    }
    return nested;
  }

  /// What is known of its state: the properties that the template declares, or the outputs of a
  /// deployment. Unknown when nothing is.
  Tree state() {
    if (!isDeployed()) {
      return Symbol.call("reference", List.of(Values.text(id(), at())), at());
    }
    if (!isDeployment()) {
      return properties.get();
    }
    Tree.Mapping state = new Tree.Mapping(at());
    nested()
        .ifPresent(deployment -> state.add(new Tree.Entry("outputs", at(), deployment.outputs())));
    return state;
  }

  /** Whether its properties are being computed: they are not known then. */
  boolean isBusy() {
    return properties.isBusy();
  }

  /// Whether the template asks for its state before it is deployed, which is that of a resource
  /// that is there already: for the parameters of the deployment that it is part of, or for itself
  /// in a deployment whose expressions are those of the template around it.
  boolean isAskedBefore(Deployment asking) {
    Deployment own = scope.deployment();
    return own.isTakingParameters() || (own == asking && own.isOuter() && properties.isBusy());
  }

  private Tree readProperties() {
    Tree raw = raw("properties");
    return raw == null ? new Tree.Mapping(at()) : reader().read(raw, path.key("properties"));
  }

  private ValueReader reader() {
    return new ValueReader(scope, this::fault, false);
  }

  /// A resource that answers depend on must be right. In the others a mistake costs only what they
  /// might have said.
  private Tree fault(Failure failure, Tree.Scalar of, Path place) {
    long at = failure.at(of.at());
    if (ResourceType.ofArmType(type()).isPresent()) {
      scope.run().reading().problems().add(at, place.toString(), failure.message(), failure.hint());
    } else {
      scope.run().reading().leaveOut(at, place.key() + " of " + type(), failure.message());
    }
    return Symbol.unknown("fail()", of.at());
  }

  /** Hands the resource, or the resources of a deployment, on to the readers. */
  void emit() {
    if (isExisting()) {
      return;
    }
    if (!isDeployed()) {
      scope.run().reading().leaveOut(at(), type() + " " + identity.name(), NOT_DEPLOYED);
      return;
    }
    if (isDeployment()) {
      int before = scope.run().reading().found().size();
      nested().ifPresent(Deployment::emit);
      passConditionTo(
          scope.run().reading().found().subList(before, scope.run().reading().found().size()));
    } else {
      scope.run().reading().resource(object(), path.toString());
    }
  }

  /** Whether it is there is not known of anything that a deployment holds which may not be. */
  private void passConditionTo(List<Reading.Found> found) {
    for (Reading.Found each : found) {
      if (each instanceof Reading.Found.Resource(Tree.Mapping object, String _)) {
        addCondition(object);
      }
    }
  }

  private void addCondition(Tree.Mapping object) {
    if (Values.isUnknown(condition)) {
      object.add(new Tree.Entry(CONDITION, condition.at(), condition));
    }
  }

  private Tree.Mapping object() {
    Tree.Mapping object = new Tree.Mapping(at());
    put(object, "type", Values.text(type(), at()));
    put(object, "name", Values.built(name(), name().indexOf('{') >= 0, at()));
    put(object, "id", Values.built(id(), id().indexOf('{') >= 0, at()));
    addCondition(object);
    for (String key : HEAD) {
      Tree.Entry entry = mapping.findIgnoringCase(key);
      if (entry != null) {
        object.add(new Tree.Entry(key, entry.at(), reader().read(entry.value(), path.key(key))));
      }
    }
    Tree.Entry entry = mapping.findIgnoringCase("properties");
    if (entry != null) {
      Tree given = KeySpelling.of(propertiesOrUnknown(), scope.evaluation().limits());
      object.add(new Tree.Entry("properties", entry.at(), given));
    }
    if (type().equalsIgnoreCase(PUBLIC_ADDRESS) && !hasAddress(object)) {
      String missing = "{reference('" + identity.name() + "')." + ADDRESS + "}";
      object.add(new Tree.Entry(ADDRESS, at(), Tree.unknown(missing, at())));
    }
    return object;
  }

  /**
   * Whether a public address says which one it is, as exports do; else Azure has yet to give it.
   */
  private static boolean hasAddress(Tree.Mapping object) {
    return object.get("properties") instanceof Tree.Mapping properties
        && properties.findIgnoringCase(ADDRESS) != null;
  }

  private Tree propertiesOrUnknown() {
    try {
      return properties.get();
    } catch (Failure failure) {
      return fault(failure, Values.text("", at()), path.key("properties"));
    }
  }

  private void put(Tree.Mapping object, String key, Tree value) {
    Tree.Entry entry = mapping.findIgnoringCase(key);
    long at = entry == null ? at() : entry.at();
    object.add(
        new Tree.Entry(key, at, Values.placed(value, entry == null ? at : entry.value().at())));
  }
}
