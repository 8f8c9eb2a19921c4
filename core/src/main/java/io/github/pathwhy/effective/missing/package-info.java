/// What an answer would need and no input holds, as facts; the words for it are made where answers
/// are.
@NullMarked
package io.github.pathwhy.effective.missing;

import org.jspecify.annotations.NullMarked;
