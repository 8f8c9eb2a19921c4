package io.github.pathwhy.model;

/** The power states of a virtual machine. */
public enum PowerState {
  RUNNING("running"),
  STARTING("starting"),
  REBOOTING("rebooting"),
  STOPPING("stopping"),
  STOPPED("stopped"),
  DEALLOCATING("deallocating"),
  DEALLOCATED("deallocated"),
  NOT_ALLOCATED("notAllocated");

  private final String label;

  PowerState(String label) {
    this.label = label;
  }

  /** The word used in inputs and outputs. */
  public String label() {
    return label;
  }
}
