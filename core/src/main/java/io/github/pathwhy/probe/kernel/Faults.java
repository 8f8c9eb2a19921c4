package io.github.pathwhy.probe.kernel;

import io.github.pathwhy.probe.LocalFault;
import io.github.pathwhy.probe.Probe;
import io.github.pathwhy.probe.Reply;

/** What the numbers of errors mean for a probe that was not sent. */
final class Faults {
  private static final int FIRST_FREE_PORT = 1024;

  private Faults() {}

  /** Of opening a socket, of preparing it, or of sending. */
  static Reply ofSending(int errno, Probe probe) {
    LocalFault fault =
        switch (errno) {
          case Linux.EADDRINUSE -> LocalFault.SOURCE_PORT_IN_USE;
          case Linux.EADDRNOTAVAIL ->
              probe.sourcePort() > 0 ? LocalFault.SOURCE_PORT_IN_USE : LocalFault.NO_RESOURCES;
          case Linux.EACCES ->
              probe.sourcePort() > 0 && probe.sourcePort() < FIRST_FREE_PORT
                  ? LocalFault.SOURCE_NOT_BINDABLE
                  : LocalFault.NOT_PERMITTED;
          case Linux.EPERM -> LocalFault.NOT_PERMITTED;
          case Linux.ENETUNREACH, Linux.EHOSTUNREACH, Linux.ENETDOWN, Linux.EINVAL ->
              LocalFault.NO_ROUTE;
          case Linux.EHOSTDOWN -> LocalFault.NEIGHBOUR_UNREACHABLE;
          case Linux.EMSGSIZE -> LocalFault.TOO_BIG;
          case Linux.EMFILE, Linux.ENFILE, Linux.ENOBUFS, Linux.ENOMEM, Linux.EAGAIN ->
              LocalFault.NO_RESOURCES;
          case Linux.EAFNOSUPPORT, Linux.EPROTONOSUPPORT -> LocalFault.UNSUPPORTED;
          default -> LocalFault.OTHER;
        };
    return new Reply.Unsent(fault, Linux.errno(errno));
  }
}
