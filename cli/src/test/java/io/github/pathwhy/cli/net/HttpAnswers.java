package io.github.pathwhy.cli.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A small HTTP/1.1 server. Paths: `/` (200, body `ok`, header `X-Lab: yes`), `/status/N`,
/// `/slow/MILLIS`, `/bytes/N`, `/redirect` (to `/`), `/loop` (to itself), `/hostile` (control
/// characters in headers and reason), `/reset` (a RST instead of an answer), `/endless` (headers
/// without end), `/garbage` (no HTTP), `/echo` (the request's head as body).
final class HttpAnswers {
  private static final int LONGEST = 1 << 20;

  private HttpAnswers() {}

  static void serve(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    while (true) {
      String request = in.readLine();
      if (request == null) {
        return;
      }
      StringBuilder head = new StringBuilder(request).append('\n');
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.append(line).append('\n');
      }
      String[] words = request.split(" ", -1);
      if (words.length < 2 || !answer(socket, words[1], words[0].equals("HEAD"), head.toString())) {
        return;
      }
    }
  }

  private static boolean answer(Socket socket, String path, boolean head, String request)
      throws IOException {
    String[] parts = path.split("/", -1);
    String last = parts[parts.length - 1];
    switch (parts.length > 1 ? parts[1] : "") {
      case "status" -> send(socket, last + " Lab", "", "ok\n", head);
      case "slow" -> {
        sleep(Integer.parseInt(last));
        send(socket, "200 OK", "", "ok\n", head);
      }
      case "bytes" -> send(socket, "200 OK", "", "x".repeat(Integer.parseInt(last)), head);
      case "redirect" -> send(socket, "302 Found", "Location: /\r\n", "", head);
      case "loop" -> send(socket, "302 Found", "Location: /loop\r\n", "", head);
      case "hostile" ->
          send(socket, "200 \u001b[31mOK", "X-Evil: \u001b]0;owned\u0007\r\n", "\u001b[2J", head);
      case "echo" -> send(socket, "200 OK", "", request, head);
      case "reset" -> {
        socket.setSoLinger(true, 0);
        return false;
      }
      case "garbage" -> {
        write(socket, "this is not HTTP\r\n\r\n");
        return false;
      }
      case "endless" -> {
        write(socket, "HTTP/1.1 200 OK\r\n");
        for (int sent = 0; sent < LONGEST; sent += 1000) {
          write(socket, "X-More: " + "x".repeat(990) + "\r\n");
        }
        return false;
      }
      default -> send(socket, "200 OK", "X-Lab: yes\r\n", "ok\n", head);
    }
    return true;
  }

  private static void send(Socket socket, String status, String more, String body, boolean head)
      throws IOException {
    write(
        socket,
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain\r\nContent-Length: "
            + body.length()
            + "\r\n"
            + more
            + "\r\n"
            + (head ? "" : body));
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
