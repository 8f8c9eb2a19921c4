/** The same question for many ports, asked once for all those that nothing tells apart. */
@NullMarked
package io.github.pathwhy.diagnose.survey;

import org.jspecify.annotations.NullMarked;
