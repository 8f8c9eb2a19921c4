/// The path of a check as a picture: left to right, what decides in red, the reply below.
@NullMarked
package io.github.pathwhy.report.picture;

import org.jspecify.annotations.NullMarked;
