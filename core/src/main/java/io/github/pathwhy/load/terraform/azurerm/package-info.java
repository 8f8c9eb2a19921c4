/// What the resources of the azurerm provider are in ARM's form, by subject.
@NullMarked
package io.github.pathwhy.load.terraform.azurerm;

import org.jspecify.annotations.NullMarked;
