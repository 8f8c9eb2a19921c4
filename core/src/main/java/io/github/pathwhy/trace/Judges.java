package io.github.pathwhy.trace;

import io.github.pathwhy.effective.EffectiveNetwork;
import io.github.pathwhy.trace.judge.BackendPool;
import io.github.pathwhy.trace.judge.BalancerRules;
import io.github.pathwhy.trace.judge.Circuits;
import io.github.pathwhy.trace.judge.OutboundAccess;
import io.github.pathwhy.trace.judge.Tunnels;
import io.github.pathwhy.trace.meet.Encounters;
import io.github.pathwhy.trace.meet.FilterEncounters;
import io.github.pathwhy.trace.meet.FirewallEncounters;
import io.github.pathwhy.trace.meet.RouteEncounters;

/// What devices ask about a network, whatever the flow: made once, shared by all walks. None of
/// them keeps anything.
record Judges(
    Encounters encounters,
    FilterEncounters filters,
    RouteEncounters routes,
    FirewallEncounters firewalls,
    BalancerRules balancing,
    BackendPool pools,
    OutboundAccess outbound,
    Tunnels tunnels,
    Circuits circuits) {

  static Judges of(EffectiveNetwork network) {
    Encounters encounters = new Encounters(network);
    return new Judges(
        encounters,
        new FilterEncounters(network, encounters),
        new RouteEncounters(network, encounters),
        new FirewallEncounters(network, encounters),
        new BalancerRules(network),
        new BackendPool(network),
        new OutboundAccess(network),
        new Tunnels(network),
        new Circuits(network));
  }
}
