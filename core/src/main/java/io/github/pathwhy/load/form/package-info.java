/// What all forms of input have in common: how one is told, and what it is read into. Every form
/// has a package of its own that knows this one and no other form.
@NullMarked
package io.github.pathwhy.load.form;

import org.jspecify.annotations.NullMarked;
