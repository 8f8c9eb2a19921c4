/// From text to topology: decoding, parsing with positions, merging, resolving references. Either a
/// complete topology comes out, or all problems of the input at once.
@NullMarked
package io.github.pathwhy.load;

import org.jspecify.annotations.NullMarked;
