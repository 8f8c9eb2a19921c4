package io.github.pathwhy.trace.meet;

import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.Role;
import io.github.pathwhy.net.Flow;
import java.util.List;

/** A packet on its way, which comes upon what answers do not follow. */
public interface Meeting {
  /** The flow as it is now. */
  Flow flow();

  /** The packet meets gaps at the current hop, before what depends on them is decided. */
  void meet(Role role, List<Gap> gaps);
}
