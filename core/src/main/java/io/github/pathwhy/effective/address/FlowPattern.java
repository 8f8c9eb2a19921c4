package io.github.pathwhy.effective.address;

import io.github.pathwhy.model.security.AddressTerm;
import io.github.pathwhy.net.PortRange;
import io.github.pathwhy.net.Protocol;

/// Flows asked about together: each part may be one value, a range, or any. A rule matches when it
/// covers all of them, so a rule for one port does not match a question about every port.
public record FlowPattern(
    Protocol protocol,
    AddressTerm source,
    PortRange sourcePorts,
    AddressTerm destination,
    PortRange destinationPorts) {}
