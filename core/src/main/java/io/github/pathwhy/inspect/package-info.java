/// What the single-purpose verbs of Network Watcher answer: which rule decides about a flow at a
/// machine, where a packet goes next, and what is in force at an interface. Each looks at one place
/// only; following a flow is for `trace`.
@NullMarked
package io.github.pathwhy.inspect;

import org.jspecify.annotations.NullMarked;
