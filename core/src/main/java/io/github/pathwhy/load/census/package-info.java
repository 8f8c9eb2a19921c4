/// What is known of every property of Azure's resources: whether it decides who reaches whom, and
/// where a path would have to meet it. The facts are a resource, made of two tables by
/// `core/src/build/CensusData.java`, which says how they are written.
@NullMarked
package io.github.pathwhy.load.census;

import org.jspecify.annotations.NullMarked;
