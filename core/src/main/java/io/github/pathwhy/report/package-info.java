/// The public results: what an answer looks like to people and to programs. The only place where
/// public field names exist, and the only writer of JSON.
@NullMarked
package io.github.pathwhy.report;

import org.jspecify.annotations.NullMarked;
