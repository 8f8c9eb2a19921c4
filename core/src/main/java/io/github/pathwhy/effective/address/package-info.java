/// What addresses mean: ranges with a role in Azure, service tags, and whether a term covers an
/// address.
@NullMarked
package io.github.pathwhy.effective.address;

import org.jspecify.annotations.NullMarked;
