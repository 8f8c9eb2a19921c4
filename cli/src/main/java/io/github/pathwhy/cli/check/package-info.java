/** Connection troubleshoot: simulated, measured, or both. */
@NullMarked
package io.github.pathwhy.cli.check;

import org.jspecify.annotations.NullMarked;
