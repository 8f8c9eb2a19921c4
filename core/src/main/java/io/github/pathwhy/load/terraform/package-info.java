/// Plans and states of Terraform, told by their content.
@NullMarked
package io.github.pathwhy.load.terraform;

import org.jspecify.annotations.NullMarked;
