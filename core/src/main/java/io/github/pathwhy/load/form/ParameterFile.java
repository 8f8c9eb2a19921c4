package io.github.pathwhy.load.form;

import io.github.pathwhy.text.Printable;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.util.Locale;
import java.util.Set;

/// A parameters file of a template (`azure-resource-manager/templates/parameter-files`):
/// `{"parameters": {"name": {"value": …}}}`. A value that is a secret in a key vault is not known.
public record ParameterFile(Source source, Tree.Mapping root) {
  private static final String PARAMETERS = "parameters";

  /** What names in braces stand for already, and what is no name. */
  private static final Set<String> TAKEN =
      Set.of(
          "subscription",
          "resourcegroup",
          "managementgroup",
          "tenant",
          "deployment",
          "provider",
          "type",
          "true",
          "false");

  /** Whether a document is one, told by its schema or by having nothing but parameters. */
  public static boolean recognizes(Tree root) {
    return fits(root)
        && root instanceof Tree.Mapping mapping
        && (mapping.get("$schema") instanceof Tree.Scalar schema
            ? schema.text().toLowerCase(Locale.ROOT).contains("deploymentparameters.json")
            : mapping.get("contentVersion") != null || mapping.entries().size() == 1);
  }

  /** Whether a document that is said to be one can be: its schema may be any. */
  public static boolean fits(Tree root) {
    return root instanceof Tree.Mapping mapping
        && mapping.get(PARAMETERS) instanceof Tree.Mapping
        && mapping.findIgnoringCase("resources") == null;
  }

  /** Adds the values of the file. */
  public void readInto(Parameters parameters, Problems problems) {
    if (!(root.get(PARAMETERS) instanceof Tree.Mapping mapping)) {
      return;
    }
    for (Tree.Entry entry : mapping.entries()) {
      String name = entry.key();
      Tree.Entry value = entry.value() instanceof Tree.Mapping given ? given.find("value") : null;
      if (value != null && isNull(value.value())) {
        continue; // the portal exports these: the template's own default counts
      }
      if (value != null) {
        parameters.put(name, value.value());
      } else if (entry.value() instanceof Tree.Mapping given && given.get("reference") != null) {
        parameters.put(name, Tree.unknown("{" + symbol(name) + "}", entry.at()));
      } else {
        problems.add(
            entry.value().at(),
            PARAMETERS + "." + name,
            entry.value().describe() + " where a value belongs",
            "write {\"value\": …}");
      }
    }
  }

  private static boolean isNull(Tree value) {
    return value instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.NULL;
  }

  /// Whether the file goes with a template: `x.parameters.json` or `x.parameters.dev.json` with
  /// `x.json`, and `parameters.json` with `template.json`, which is how the portal exports them.
  public boolean belongsTo(Source template) {
    String file = source.name();
    String other = template.name();
    int name = file.lastIndexOf('/') + 1;
    if (!file.substring(0, name).equals(other.substring(0, other.lastIndexOf('/') + 1))) {
      return false;
    }
    String own = file.substring(name).toLowerCase(Locale.ROOT);
    String stem = stem(other.substring(name).toLowerCase(Locale.ROOT));
    return own.startsWith(stem + ".parameters.")
        || (own.equals("parameters.json") && stem.equals("template"));
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /// What stands for a parameter without a value: its name, as in `{stage}-vnet`, unless that is
  /// taken for something else or could be read as more than a name.
  public static String symbol(String name) {
    boolean plain =
        !name.isEmpty()
            && Character.isLetter(name.charAt(0))
            && !TAKEN.contains(name.toLowerCase(Locale.ROOT))
            && name.chars().allMatch(c -> c == '_' || c == '-' || Character.isLetterOrDigit(c));
    return plain ? name : PARAMETERS + "('" + Printable.whole(name.replace('/', ':')) + "')";
  }
}
