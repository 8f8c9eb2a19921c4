/// Who is meant by a source or a destination: machines, services, workloads in subnets, addresses,
/// names.
@NullMarked
package io.github.pathwhy.diagnose.ends;

import org.jspecify.annotations.NullMarked;
