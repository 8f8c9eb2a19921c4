/// Questions to the real network: what a probe is, what can come back, and the engines that send
/// one. The packages below each know one way of sending or measuring.
@NullMarked
package io.github.pathwhy.probe;

import org.jspecify.annotations.NullMarked;
