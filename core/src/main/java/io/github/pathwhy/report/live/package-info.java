/// Documents about what the real network answered.
@NullMarked
package io.github.pathwhy.report.live;

import org.jspecify.annotations.NullMarked;
