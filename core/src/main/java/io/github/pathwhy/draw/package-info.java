/// Pictures of a network: what is drawn, independent of any format, and the writers of Mermaid,
/// Graphviz and SVG. Decides nothing about flows.
@NullMarked
package io.github.pathwhy.draw;

import org.jspecify.annotations.NullMarked;
