/// Foreign text: decoded, parsed into trees that know their places, judged, and made safe to show.
/// Knows nothing of networks.
@NullMarked
package io.github.pathwhy.text;

import org.jspecify.annotations.NullMarked;
