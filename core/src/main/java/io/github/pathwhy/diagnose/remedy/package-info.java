/** What to do about what a trace met: a change to the network, or one more input. */
@NullMarked
package io.github.pathwhy.diagnose.remedy;

import org.jspecify.annotations.NullMarked;
