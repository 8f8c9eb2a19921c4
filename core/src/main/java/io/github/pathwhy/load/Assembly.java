package io.github.pathwhy.load;

import io.github.pathwhy.load.declare.Adoption;
import io.github.pathwhy.load.declare.Declarations;
import io.github.pathwhy.load.declare.Fields;
import io.github.pathwhy.load.declare.Ledger;
import io.github.pathwhy.load.declare.Registry;
import io.github.pathwhy.load.dump.EffectiveRoutes;
import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.load.form.Reading.Found;
import io.github.pathwhy.model.Topology;
import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Puts what all inputs declare together, and reads it into the model. */
final class Assembly {
  private final Problems problems;
  private final Omissions omissions;
  private final Registry registry = new Registry();
  private final Ledger ledger;
  private final Declarations declarations;

  Assembly(Problems problems, Omissions omissions) {
    this.problems = problems;
    this.omissions = omissions;
    this.ledger = new Ledger(problems, omissions);
    this.declarations = new Declarations(registry);
  }

  /** What the inputs declare; complete once the topology was built. */
  Declarations declarations() {
    return declarations;
  }

  /** The names of all resources. */
  Registry registry() {
    return registry;
  }

  /** What was taken down while the declarations were read. */
  Ledger ledger() {
    return ledger;
  }

  /// The topology; of use only when there are no problems. References may go to any input, so all
  /// names are announced before anything is declared.
  Topology build(List<Found> found) {
    List<Runnable> additions = new ArrayList<>(found.size());
    List<Tree.Sequence> routeTables = new ArrayList<>(0);
    Iterator<Tree.Mapping> resources = adopted(found).iterator();
    for (Found each : found) {
      switch (each) {
        case Found.Resource(Tree.Mapping _, String path) -> {
          Fields fields = new Fields(ledger, resources.next(), null, path);
          Declarations.Announced announced = declarations.announceArm(fields);
          additions.add(() -> declarations.addArm(announced));
        }
        case Found.Sections(Tree.Mapping root) -> {
          Fields fields = new Fields(ledger, root, null, "");
          declarations.announceOwnFormat(fields);
          additions.add(() -> declarations.addOwnFormat(fields));
        }
        case Found.EffectiveRoutes(Tree.Sequence rows) -> routeTables.add(rows);
        case Found.Unread(Gap gap, Set<ResourceId> named) -> ledger.unread().state(gap, named);
      }
    }
    additions.forEach(Runnable::run);
    declarations.settle();
    if (!routeTables.isEmpty()) {
      new EffectiveRoutes(declarations, problems, omissions).observe(routeTables);
    }
    return new TopologyReader(declarations, registry, ledger, omissions).read();
  }

  /** The resources in order, with the ids that other inputs know them by. */
  private static List<Tree.Mapping> adopted(List<Found> found) {
    Adoption adoption = new Adoption();
    List<Tree.Mapping> resources = new ArrayList<>(found.size());
    for (Found each : found) {
      switch (each) {
        case Found.Resource(Tree.Mapping object, String _) -> resources.add(object);
        case Found.Sections(Tree.Mapping root) ->
            Declarations.givenIds(root, (_, id) -> adoption.learn(id.toString()));
        case Found.EffectiveRoutes _, Found.Unread _ -> {}
      }
    }
    return adoption.apply(resources);
  }
}
