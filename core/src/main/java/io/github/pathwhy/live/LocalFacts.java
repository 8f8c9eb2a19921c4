package io.github.pathwhy.live;

import io.github.pathwhy.net.IpAddress;
import java.util.Optional;

/// What this machine knows about the way to a destination, and how it is itself.
///
/// @param nextHop the gateway; empty when the destination is on the link
/// @param routeFailure why there is no route, in words
/// @param neighbourFailure why the next hop is not found on the link, in words
/// @param firewall the rule of this machine that drops the flow or its answer, in words
/// @param firewallDoubt why nobody can tell whether such a rule is there, in words
/// @param portUser who has the source port that was asked for, in words
/// @param cpuPercent how busy the processor is
/// @param memoryPercent how much memory is used
public record LocalFacts(
    Optional<IpAddress> source,
    Optional<String> interfaceName,
    Optional<IpAddress> nextHop,
    Optional<String> routeFailure,
    Optional<String> neighbourFailure,
    Optional<String> firewall,
    Optional<String> firewallDoubt,
    Optional<String> portUser,
    Optional<Integer> cpuPercent,
    Optional<Integer> memoryPercent) {}
