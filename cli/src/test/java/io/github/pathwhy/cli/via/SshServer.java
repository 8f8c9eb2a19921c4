package io.github.pathwhy.cli.via;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// An OpenSSH server of its own on the loopback address, with its own keys and configuration, and
/// the client's side of them. Needs nothing of the machine's configuration and changes none.
public final class SshServer implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  private final Path folder;
  private final int port;
  private final Process process;

  private SshServer(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Whether this machine has what it takes. */
  public static boolean isPossible() {
    return Files.isExecutable(PROGRAM) && Files.isExecutable(Path.of("/usr/bin/ssh-keygen"));
  }

  /// Starts a server.
  ///
  /// @param folder for keys, configuration and the home folder of who logs in
  /// @param path the `PATH` there
  public static SshServer start(Path folder, String path) throws IOException, InterruptedException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(folder.resolve("tmp"));
    for (String key : List.of("host", "user")) {
      run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString());
    }
    int port = freePort();
    Path configuration = folder.resolve("sshd_config");
    Files.writeString(
        configuration,
        """
        ListenAddress 127.0.0.1:@PORT@
        HostKey @FOLDER@/host
        AuthorizedKeysFile @FOLDER@/user.pub
        PidFile none
        UsePAM no
        StrictModes no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin yes
        SetEnv PATH=@PATH@ HOME=@FOLDER@/home TMPDIR=@FOLDER@/tmp
        """
            .replace("@PORT@", Integer.toString(port))
            .replace("@FOLDER@", folder.toString())
            .replace("@PATH@", path));
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd")); // the server asks for it
    }
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    SshServer server = new SshServer(folder, port, process);
    server.awaitStart();
    String hostKey = Files.readString(folder.resolve("host.pub"));
    Files.writeString(folder.resolve("known"), "[127.0.0.1]:" + port + " " + hostKey);
    return server;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitStart() throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException _) {
        if (!process.isAlive()) {
          throw new IOException(Files.readString(folder.resolve("sshd.log")));
        }
        Thread.sleep(100);
      }
    }
    throw new IOException("the server does not start");
  }

  public int port() {
    return port;
  }

  /** The home folder of who logs in. */
  Path home() {
    return folder.resolve("home");
  }

  /** Where temporary files go there. */
  Path temporary() {
    return folder.resolve("tmp");
  }

  /** A configuration of the client with which everything is right. */
  public Path client() throws IOException {
    return client("known", "user");
  }

  /** The same with other files for the keys: known hosts, and the user's own. */
  Path client(String known, String key) throws IOException {
    Path file = folder.resolve("ssh_config-" + known + "-" + key);
    Files.writeString(
        file,
        """
        IdentityFile @FOLDER@/@KEY@
        IdentitiesOnly yes
        IdentityAgent none
        UserKnownHostsFile @FOLDER@/@KNOWN@
        GlobalKnownHostsFile none
        StrictHostKeyChecking yes
        """
            .replace("@FOLDER@", folder.toString())
            .replace("@KEY@", key)
            .replace("@KNOWN@", known));
    return file;
  }

  /** Makes a key that the server does not accept. */
  String strangersKey() throws IOException, InterruptedException {
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("other").toString());
    return "other";
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
