/// How this machine resolves names: servers, search domains, the hosts file, and names as people
/// write them.
@NullMarked
package io.github.pathwhy.probe.dns.settings;

import org.jspecify.annotations.NullMarked;
