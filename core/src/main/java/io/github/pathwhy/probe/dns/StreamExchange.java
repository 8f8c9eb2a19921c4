package io.github.pathwhy.probe.dns;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// One connection for one question: messages with their length in front, plain or within TLS.
///
/// @param host the name or address that the certificate has to be valid for
/// @param tls what to trust; empty for plain TCP
record StreamExchange(InetSocketAddress server, String host, Optional<Supplier<SSLContext>> tls)
    implements Exchange {
  /** What a timeout says when not even the connection stands. */
  static final String NO_CONNECTION = "no TCP connection";

  private static final long NANOS_IN_MILLI = 1_000_000;
  private static final int LENGTH = 2;

  /** The time that is left of a timeout. */
  private record Deadline(Stopwatch watch, long timeout) {
    int millis() throws SocketTimeoutException {
      long left = timeout - watch.elapsed();
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      return (int) Math.min(Integer.MAX_VALUE, left / NANOS_IN_MILLI + 1);
    }
  }

  @Override
  public byte[] ask(Query query, long timeoutNanos, Stopwatch watch) throws IOException {
    Deadline deadline = new Deadline(watch, timeoutNanos);
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      watch.start();
      connect(socket, deadline);
      if (tls.isEmpty()) {
        return talk(socket, query, deadline);
      }
      try (Socket secure = secured(socket, tls.get().get(), deadline)) {
        return talk(secure, query, deadline);
      }
    }
  }

  private void connect(Socket socket, Deadline deadline) throws IOException {
    try {
      socket.connect(server, deadline.millis());
    } catch (SocketTimeoutException e) {
      SocketTimeoutException silent = new SocketTimeoutException(NO_CONNECTION);
      silent.initCause(e);
      throw silent;
    }
  }

  private Socket secured(Socket plain, SSLContext context, Deadline deadline) throws IOException {
    SSLSocket secure =
        (SSLSocket) context.getSocketFactory().createSocket(plain, host, server.getPort(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[] {"dot"});
    secure.setSSLParameters(parameters);
    secure.setSoTimeout(deadline.millis());
    secure.startHandshake();
    return secure;
  }

  private static byte[] talk(Socket socket, Query query, Deadline deadline) throws IOException {
    byte[] wire = query.wire();
    byte[] framed = new byte[LENGTH + wire.length];
    framed[0] = (byte) (wire.length >> 8);
    framed[1] = (byte) wire.length;
    System.arraycopy(wire, 0, framed, LENGTH, wire.length);
    OutputStream out = socket.getOutputStream();
    out.write(framed);
    out.flush();
    InputStream in = socket.getInputStream();
    byte[] length = read(socket, in, LENGTH, deadline);
    byte[] answer = read(socket, in, ((length[0] & 0xff) << 8) | (length[1] & 0xff), deadline);
    deadline.watch().stop();
    String objection = query.objection(answer);
    if (!objection.isEmpty()) {
      throw new BadAnswerException("a message " + objection);
    }
    return answer;
  }

  /** Reads so many bytes before the deadline, however slowly they trickle in. */
  private static byte[] read(Socket socket, InputStream in, int count, Deadline deadline)
      throws IOException {
    byte[] bytes = new byte[count];
    int done = 0;
    while (done < count) {
      socket.setSoTimeout(deadline.millis());
      int read = in.read(bytes, done, count - done);
      if (read < 0) {
        throw new EOFException("the server closed the connection");
      }
      done += read;
    }
    return bytes;
  }
}
