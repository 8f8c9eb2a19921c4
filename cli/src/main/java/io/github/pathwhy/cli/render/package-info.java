/// Turns reports and documents into characters: text, table, JSON, YAML. Computes nothing.
@NullMarked
package io.github.pathwhy.cli.render;

import org.jspecify.annotations.NullMarked;
