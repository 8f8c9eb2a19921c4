package io.github.pathwhy.cli.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Servers that openssl has, at the destination, with the files of {@link Certificates}. */
final class Openssl {
  static final int RESPONDER = 2560;
  static final int STAPLING = 8460;

  private Openssl() {}

  /// An OCSP responder.
  ///
  /// @param index the list of certificates that it knows
  static Process responder(Lab lab, Path index) {
    return start(
        lab,
        RESPONDER,
        "ocsp",
        "-index",
        index.toString(),
        "-port",
        Integer.toString(RESPONDER),
        "-rsigner",
        lab.file("ca.pem").toString(),
        "-rkey",
        lab.file("ca-key.pem").toString(),
        "-CA",
        lab.file("ca.pem").toString());
  }

  /// Asks the responder about a certificate; the file with its response, which is not there when
  /// none came.
  static Path response(Lab lab, String certificate) {
    Path file = lab.file("response.der");
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Commands.run(
        lab.network()
            .in(
                Node.SOURCE,
                List.of(
                    "openssl",
                    "ocsp",
                    "-issuer",
                    lab.file("ca.pem").toString(),
                    "-CAfile",
                    lab.file("ca.pem").toString(),
                    "-cert",
                    lab.file(certificate + ".pem").toString(),
                    "-url",
                    "http://" + Network.DESTINATION + ":" + RESPONDER + "/",
                    "-respout",
                    file.toString())),
        Map.of(),
        "");
    return file;
  }

  /// A web server with a certificate.
  ///
  /// @param more options of `openssl s_server`, for example `-status_file` and a file
  static Process server(Lab lab, String certificate, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "s_server",
                "-accept",
                Integer.toString(STAPLING),
                "-www",
                "-cert",
                lab.file(certificate + ".pem").toString(),
                "-key",
                lab.file(certificate + "-key.pem").toString()));
    options.addAll(List.of(more));
    return start(lab, STAPLING, options.toArray(String[]::new));
  }

  private static Process start(Lab lab, int port, String... options) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(options));
    Process process = Commands.startSilently(lab.network().in(Node.DESTINATION, command));
    PortHolder.await(lab.network(), Node.DESTINATION, "tcp", port, process);
    return process;
  }
}
