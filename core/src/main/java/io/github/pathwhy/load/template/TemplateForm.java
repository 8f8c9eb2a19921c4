package io.github.pathwhy.load.template;

import io.github.pathwhy.load.form.Form;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// ARM templates (`azure-resource-manager/templates/syntax`), alone or as an export wraps them.
/// Expressions are evaluated as far as the template and its parameters tell; nothing is asked of
/// Azure.
public final class TemplateForm implements Form {
  private static final List<String> WRAPPERS = List.of("template", "value", "properties");
  private static final int MOST_WRAPPERS = 3;

  @Override
  public boolean recognizes(Tree root) {
    return template(root, MOST_WRAPPERS) != null;
  }

  private static Tree.@Nullable Mapping template(Tree tree, int wrappers) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      return null;
    }
    if (isTemplate(mapping)) {
      return mapping;
    }
    if (wrappers > 0 && mapping.get("type") == null) {
      for (String wrapper : WRAPPERS) {
        Tree inner = mapping.get(wrapper);
        Tree.Mapping found = inner == null ? null : template(inner, wrappers - 1);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static boolean isTemplate(Tree.Mapping mapping) {
    String schema = schema(mapping);
    if (!schema.isEmpty()) {
      return schema.contains("deploymenttemplate");
    }
    Tree.Entry resources = mapping.findIgnoringCase("resources");
    return resources != null
        && !(resources.value() instanceof Tree.Scalar)
        && mapping.findIgnoringCase("contentVersion") != null;
  }

  private static String schema(Tree.Mapping mapping) {
    Tree.Entry schema = mapping.findIgnoringCase("$schema");
    return schema != null && schema.value() instanceof Tree.Scalar scalar
        ? scalar.text().toLowerCase(Locale.ROOT)
        : "";
  }

  @Override
  public void read(Tree root, Reading reading) {
    Tree.Mapping template = template(root, MOST_WRAPPERS);
    if (template == null) {
      throw new IllegalArgumentException("not recognized");
    }
    String name = reading.source().name();
    String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    Run run = new Run(reading);
    Deployment deployment =
        new Deployment(
            run,
            template,
            file,
            Target.ofSchema(schema(template)),
            parameter -> reading.parameters().find(parameter).orElse(null));
    try {
      deployment.scope().definitions().checkGiven();
      deployment.declare();
      deployment.emit();
    } catch (Failure failure) {
      reading.problems().add(failure.at(template.at()), "", failure.message(), failure.hint());
    }
  }
}
