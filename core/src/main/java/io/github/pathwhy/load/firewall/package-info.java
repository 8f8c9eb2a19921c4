/// Readers of Azure Firewalls with their policies, and of network managers.
@NullMarked
package io.github.pathwhy.load.firewall;

import org.jspecify.annotations.NullMarked;
