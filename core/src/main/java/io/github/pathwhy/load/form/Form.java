package io.github.pathwhy.load.form;

import io.github.pathwhy.text.Tree;

/// A form in which people have their networks: templates, plans, dumps. Reading one never opens the
/// network, runs nothing, and touches no file but through {@link Reading#neighbour}.
public interface Form {

  /** Whether a document is of this form, told by its content. */
  boolean recognizes(Tree root);

  /// Turns a document of this form into resources in ARM's form. What is wrong with it goes to the
  /// problems of the reading; what is not understood is left out by name.
  void read(Tree root, Reading reading);
}
