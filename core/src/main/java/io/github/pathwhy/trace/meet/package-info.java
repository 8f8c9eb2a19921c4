/// What of the gaps of a network a packet meets, place by place: each says which resources it looks
/// at, in which role, and under which conditions.
@NullMarked
package io.github.pathwhy.trace.meet;

import org.jspecify.annotations.NullMarked;
