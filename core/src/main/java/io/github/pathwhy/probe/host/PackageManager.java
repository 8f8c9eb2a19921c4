package io.github.pathwhy.probe.host;

import java.util.Optional;

/** Installs programs on a Linux distribution. */
public enum PackageManager {
  APT("apt-get", "install"),
  DNF("dnf", "install"),
  TDNF("tdnf", "install"),
  YUM("yum", "install"),
  ZYPPER("zypper", "install"),
  APK("apk", "add");

  private final String program;
  private final String verb;

  PackageManager(String program, String verb) {
    this.program = program;
    this.verb = verb;
  }

  /** What can be installed, with the package's name on Debian, Fedora, SUSE and Alpine. */
  public enum Wanted {
    LIBPCAP("libpcap0.8", "libpcap", "libpcap1", "libpcap"),
    PING("iputils-ping", "iputils", "iputils", "iputils"),
    TRACEROUTE("traceroute", "traceroute", "traceroute", "traceroute"),
    SSH("openssh-client", "openssh-clients", "openssh-clients", "openssh-client"),
    IP("iproute2", "iproute", "iproute2", "iproute2"),
    NFT("nftables", "nftables", "nftables", "nftables");

    private final String debian;
    private final String fedora;
    private final String suse;
    private final String alpine;

    Wanted(String debian, String fedora, String suse, String alpine) {
      this.debian = debian;
      this.fedora = fedora;
      this.suse = suse;
      this.alpine = alpine;
    }
  }

  /** The one of this system. */
  static Optional<PackageManager> find() {
    for (PackageManager each : values()) {
      if (SystemTool.find(each.program).isPresent()) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** The command that installs something: `apt-get install iputils-ping`. */
  public String install(Wanted wanted) {
    String name =
        switch (this) {
          case APT -> wanted.debian;
          case DNF, TDNF, YUM -> wanted.fedora;
          case ZYPPER -> wanted.suse;
          case APK -> wanted.alpine;
        };
    return program + " " + verb + " " + name;
  }
}
