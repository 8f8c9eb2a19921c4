package io.github.pathwhy.cli;

import io.github.pathwhy.live.Surroundings;
import io.github.pathwhy.net.Flow;
import io.github.pathwhy.net.IpAddress;
import java.util.Optional;

final class HostSurroundings implements Surroundings {
  @Override
  public Route route(IpAddress destination) {
    return Route.UNKNOWN;
  }

  @Override
  public Optional<String> neighbourFailure(IpAddress neighbour, Optional<String> interfaceName) {
    return Optional.empty();
  }

  @Override
  public Optional<String> firewall(Flow flow, Optional<String> interfaceName) {
    return Optional.empty();
  }

  @Override
  public Optional<Integer> cpuPercent() {
    return Optional.empty();
  }

  @Override
  public Optional<Integer> memoryPercent() {
    return Optional.empty();
  }
}
