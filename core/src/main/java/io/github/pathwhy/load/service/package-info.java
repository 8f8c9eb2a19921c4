/// Readers of managed services: load balancers, private endpoints, zones, application gateways.
@NullMarked
package io.github.pathwhy.load.service;

import org.jspecify.annotations.NullMarked;
