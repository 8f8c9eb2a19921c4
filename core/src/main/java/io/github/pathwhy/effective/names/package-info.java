/// What host names resolve to in a virtual network, by the records and private zones of the input.
@NullMarked
package io.github.pathwhy.effective.names;

import org.jspecify.annotations.NullMarked;
