/// What is in force at one network interface: effective routes and effective security rules, merged
/// from what the topology declares and what Azure adds. Pure functions of the model, cached.
@NullMarked
package io.github.pathwhy.effective;

import org.jspecify.annotations.NullMarked;
