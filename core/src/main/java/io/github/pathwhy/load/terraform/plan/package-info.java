/// Terraform's documents: instances of resources with their values, and the configuration that says
/// where values come from that nobody knows before they are applied. Nothing here is about Azure
/// but how ids are made.
@NullMarked
package io.github.pathwhy.load.terraform.plan;

import org.jspecify.annotations.NullMarked;
