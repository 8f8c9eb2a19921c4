package io.github.pathwhy.load.terraform;

import io.github.pathwhy.load.form.Form;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.terraform.azurerm.Translation;
import io.github.pathwhy.load.terraform.plan.Document;
import io.github.pathwhy.load.terraform.plan.DocumentReader;
import io.github.pathwhy.load.terraform.plan.Instances;
import io.github.pathwhy.load.terraform.plan.Values;
import io.github.pathwhy.text.Tree;

/// What `terraform show -json` prints of a plan or a state
/// (<https://developer.hashicorp.com/terraform/internals/json-format>), and state files as
/// Terraform keeps them. The configuration language itself is not read: it takes Terraform to know
/// what it means.
public final class TerraformForm implements Form {
  private static final String FORMAT = "format_version";

  @Override
  public boolean recognizes(Tree root) {
    return root instanceof Tree.Mapping mapping && (isPlanOrState(mapping) || isStateFile(mapping));
  }

  private static boolean isPlanOrState(Tree.Mapping root) {
    // An empty state has nothing else.
    return root.get(FORMAT) instanceof Tree.Scalar;
  }

  private static boolean isStateFile(Tree.Mapping root) {
    return root.get("version") != null
        && (root.get("terraform_version") != null || root.get("lineage") != null)
        && (root.get("resources") != null || root.get("modules") != null);
  }

  @Override
  public void read(Tree root, Reading reading) {
    if (!(root instanceof Tree.Mapping mapping) || !isVersionKnown(mapping, reading)) {
      return;
    }
    DocumentReader reader = new DocumentReader(reading);
    Instances instances;
    if (mapping.get(FORMAT) == null) {
      instances = reader.rawState(mapping);
    } else if (mapping.get("planned_values") != null || mapping.get("resource_changes") != null) {
      instances = reader.plan(mapping);
    } else {
      instances = reader.state(mapping);
    }
    new Translation(new Document(mapping, instances, reading), reading).run();
  }

  private static boolean isVersionKnown(Tree.Mapping root, Reading reading) {
    boolean shown = root.get(FORMAT) != null;
    String key = shown ? FORMAT : "version";
    Tree given = root.get(key);
    String version = Values.text(given);
    boolean known =
        shown
            ? version.equals("0.1") || version.equals("0.2") || version.startsWith("1.")
            : version.equals("4");
    if (!known && reading.source().folder().isPresent()) {
      reading.leaveOut(root.at(), reading.source().name(), key + " '" + version + "' of Terraform");
    } else if (!known) {
      reading
          .problems()
          .add(
              given == null ? root.at() : given.at(),
              key,
              "'" + version + "'",
              shown
                  ? "allowed: 0.1, 0.2, 1.x, as terraform show -json prints them"
                  : "allowed: 4; run terraform show -json for another one");
    }
    return known;
  }
}
