package io.github.pathwhy.diagnose.remedy;

/** What somebody could do next. */
public sealed interface Remedy {

  /// A change to the network, as an instruction: `set enableIPForwarding of fw-nic to true`. It is
  /// what the fault asks for, not a tested fix.
  record Change(String words) implements Remedy {}

  /// A command of Azure's command line that prints what is missing.
  ///
  /// @param command as it can be pasted into a shell, without where its output goes
  /// @param file a name for that output, to be given as one more topology
  record Fetch(String command, String file) implements Remedy {}

  /** Something that an input could say, as an instruction: `add a dns: record for db.example`. */
  record Say(String words) implements Remedy {}
}
