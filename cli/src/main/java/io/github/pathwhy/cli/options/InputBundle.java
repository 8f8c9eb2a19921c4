package io.github.pathwhy.cli.options;

import io.github.pathwhy.text.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The inputs of a command line in one piece, for a pathwhy on another machine: they keep the names
/// that they have here, and so do the places in the answer.
public final class InputBundle {
  /** The environment variable that names a file with a bundle, to be read instead of the inputs. */
  public static final String VARIABLE = "PATHWHY_INPUTS";

  private static final String HEADER = "pathwhy inputs 1";
  private static final int DEEPEST = 64;

  private final List<Recorded> topology;
  private final List<Recorded> parameters;

  /** An input, and what was found beside it when it was loaded. */
  private static final class Recorded implements Source.Neighbours {
    private final Source original;
    private final Map<String, Source.Neighbour> found = new LinkedHashMap<>();
    private final Map<String, Recorded> near = new LinkedHashMap<>();

    Recorded(Source original) {
      this.original = original;
    }

    Source source() {
      Source same = new Source(original.name(), original.content(), this);
      return original.folder().isPresent() ? same.in(original.folder().get()) : same;
    }

    @Override
    public Source.Neighbour find(String relativePath) {
      Source.Neighbour neighbour =
          found.computeIfAbsent(relativePath, path -> original.neighbours().find(path));
      if (neighbour instanceof Source.Neighbour.Found(Source source)) {
        Recorded known = near.computeIfAbsent(relativePath, _ -> new Recorded(source));
        return new Source.Neighbour.Found(known.source());
      }
      return neighbour;
    }
  }

  /** A bundle of inputs. What lies beside them belongs to it as soon as it was looked for. */
  public InputBundle(TopologyOptions.Sources inputs) {
    this.topology = inputs.topology().stream().map(Recorded::new).toList();
    this.parameters = inputs.parameters().stream().map(Recorded::new).toList();
  }

  /** The same inputs; loading them completes the bundle. */
  public TopologyOptions.Sources inputs() {
    return new TopologyOptions.Sources(
        topology.stream().map(Recorded::source).toList(),
        parameters.stream().map(Recorded::source).toList());
  }

  /** The bundle as bytes, for {@link #read}. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(HEADER);
      write(out, topology);
      write(out, parameters);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, List<Recorded> inputs) throws IOException {
    out.writeInt(inputs.size());
    for (Recorded input : inputs) {
      write(out, input);
    }
  }

  private static void write(DataOutputStream out, Recorded input) throws IOException {
    write(out, input.original.name());
    write(out, input.original.content());
    out.writeBoolean(input.original.folder().isPresent());
    if (input.original.folder().isPresent()) {
      write(out, input.original.folder().get());
    }
    out.writeInt(input.found.size());
    for (Map.Entry<String, Source.Neighbour> entry : input.found.entrySet()) {
      write(out, entry.getKey());
      Recorded near = input.near.get(entry.getKey());
      out.writeBoolean(near != null);
      if (near != null) {
        write(out, near);
      } else if (entry.getValue() instanceof Source.Neighbour.Refused(String reason)) {
        write(out, reason);
      }
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    write(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  // ---- reading ----

  /** The inputs of the bundle that the environment names, if it does. */
  static Optional<TopologyOptions.Sources> of(Map<String, String> environment)
      throws UsageException {
    String file = environment.getOrDefault(VARIABLE, "");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Path path = Inputs.path(file);
    try {
      return Optional.of(read(Files.readAllBytes(path)));
    } catch (IOException e) {
      throw new UsageException(VARIABLE + " is " + path + ": cannot be read: " + e.getMessage());
    }
  }

  /// The inputs of a bundle.
  ///
  /// @throws IOException if it is not one
  static TopologyOptions.Sources read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (!in.readUTF().equals(HEADER)) {
      throw new IOException("it holds no inputs for this version");
    }
    return new TopologyOptions.Sources(readSources(in), readSources(in));
  }

  private static List<Source> readSources(DataInputStream in) throws IOException {
    int count = readCount(in);
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sources.add(readSource(in, 0));
    }
    return sources;
  }

  private static Source readSource(DataInputStream in, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("inputs beside inputs, more than " + DEEPEST + " deep");
    }
    String name = readText(in);
    byte[] content = readBytes(in);
    Optional<String> folder = in.readBoolean() ? Optional.of(readText(in)) : Optional.empty();
    Map<String, Source.Neighbour> near = new LinkedHashMap<>();
    int count = readCount(in);
    for (int i = 0; i < count; i++) {
      String path = readText(in);
      near.put(
          path,
          in.readBoolean()
              ? new Source.Neighbour.Found(readSource(in, depth + 1))
              : new Source.Neighbour.Refused(readText(in)));
    }
    Source source =
        new Source(
            name,
            content,
            path -> near.getOrDefault(path, new Source.Neighbour.Refused("it was not sent along")));
    return folder.isPresent() ? source.in(folder.get()) : source;
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    return in.readNBytes(readCount(in));
  }

  /** A number of things, none of which is smaller than a byte. */
  private static int readCount(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException("it is damaged");
    }
    return count;
  }
}
