/// Asks web servers: what their certificates are worth, and whether the answer is the expected one.
@NullMarked
package io.github.pathwhy.probe.web;

import org.jspecify.annotations.NullMarked;
