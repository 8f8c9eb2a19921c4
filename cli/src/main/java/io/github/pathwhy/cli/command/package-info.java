/// What commands are built from: what they run in, how they end, and how those that ask a topology
/// or the network begin.
@NullMarked
package io.github.pathwhy.cli.command;

import org.jspecify.annotations.NullMarked;
