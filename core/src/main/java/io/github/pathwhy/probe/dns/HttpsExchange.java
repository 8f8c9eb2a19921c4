package io.github.pathwhy.probe.dns;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** One POST (RFC 8484), by HTTP/2 where the server has it. Redirections are not followed. */
record HttpsExchange(String url, Supplier<SSLContext> tls) implements Exchange {
  private static final String TYPE = "application/dns-message";
  private static final int LARGEST = 65_535;
  private static final int OK = 200;

  @Override
  public byte[] ask(Query query, long timeoutNanos, Stopwatch watch) throws IOException {
    Duration timeout = Duration.ofNanos(timeoutNanos);
    HttpClient client =
        HttpClient.newBuilder()
            .sslContext(tls.get())
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(timeout)
              .header("Content-Type", TYPE)
              .header("Accept", TYPE)
              .POST(HttpRequest.BodyPublishers.ofByteArray(query.wire()))
              .build();
      watch.start();
      CompletableFuture<byte[]> sent =
          client
              .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
              .thenApplyAsync(HttpsExchange::read);
      byte[] answer = sent.get(timeoutNanos, TimeUnit.NANOSECONDS);
      watch.stop();
      return checked(query, answer);
    } catch (TimeoutException e) {
      SocketTimeoutException silent = new SocketTimeoutException();
      silent.initCause(e);
      throw silent;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      client.shutdownNow();
    }
  }

  /** What the server sent, little longer than a message can be. */
  private static byte[] read(HttpResponse<InputStream> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    try (InputStream body = response.body()) {
      if (response.statusCode() != OK) {
        throw new BadAnswerException(NameFailure.HTTP_FAILED, "status " + response.statusCode());
      }
      if (!type.startsWith(TYPE)) {
        throw new BadAnswerException(NameFailure.HTTP_FAILED, "content of type '" + type + "'");
      }
      return body.readNBytes(LARGEST + 1);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static byte[] checked(Query query, byte[] answer) throws BadAnswerException {
    String objection = answer.length > LARGEST ? "too long" : query.objection(answer);
    if (!objection.isEmpty()) {
      throw new BadAnswerException("a message " + objection);
    }
    return answer;
  }
}
