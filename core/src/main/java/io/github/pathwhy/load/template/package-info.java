/// ARM templates: deployments, their parameters and variables, loops, and the resources that they
/// come to.
@NullMarked
package io.github.pathwhy.load.template;

import org.jspecify.annotations.NullMarked;
