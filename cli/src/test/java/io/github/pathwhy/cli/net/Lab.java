package io.github.pathwhy.cli.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A {@link Network} with {@link Servers} at its destination, and the faults that it can have. */
final class Lab implements AutoCloseable {
  /** The source's resolver: the destination, asked twice at most. */
  static final String RESOLVER =
      "nameserver " + Network.DESTINATION + "\nsearch lab.test\noptions timeout:1 attempts:2\n";

  private final Network network;
  private final Faults faults;
  private final Path folder;
  private final Process servers;
  private boolean closed;

  private Lab(Network network, Path folder, Process servers) {
    this.network = network;
    this.faults = new Faults(network);
    this.folder = folder;
    this.servers = servers;
  }

  /** Builds the network and waits until its servers listen. */
  static Lab open() {
    Network network = Network.build("pw" + ProcessHandle.current().pid() + "-");
    try {
      Path folder = Files.createTempDirectory("pathwhy-lab");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Certificates.write(folder);
      network.resolver(RESOLVER);
      network.settings(Node.DESTINATION, "net.ipv4.ip_unprivileged_port_start=0");
      Process servers =
          Commands.start(
              network.in(
                  Node.DESTINATION,
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin/java").toString(),
                      "-XX:+UseSerialGC",
                      "-XX:TieredStopAtLevel=1",
                      "-Xmx128m",
                      "-cp",
                      Distribution.codeOf(Servers.class),
                      Servers.class.getName(),
                      folder.toString())));
      BufferedReader words = servers.inputReader(StandardCharsets.UTF_8);
      if (!"ready".equals(words.readLine())) {
        throw new IllegalStateException("the servers did not start");
      }
      return new Lab(network, folder, servers);
    } catch (IOException e) {
      network.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  Network network() {
    return network;
  }

  Faults faults() {
    return faults;
  }

  /** The command as packaged, at the source. */
  Pathwhy pathwhy() {
    return Pathwhy.at(network);
  }

  /** A file: those of {@link Certificates} are there, others may be written. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** Ends the servers and deletes the network; a second time does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    servers.destroyForcibly();
    network.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
