package io.github.pathwhy.cli.options;

import io.github.pathwhy.cli.console.Console;
import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Source;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A folder that the command line names, with the folders in it: exports are often one folder for
/// each resource group. Hidden folders and those of tools are passed over.
final class Folder {
  private static final int DEPTH = 16;

  private final Path root;
  private final Path real;
  private final Console console;
  private final List<Path> files = new ArrayList<>();
  private final Set<Path> known = new HashSet<>();

  /** The folder at a path. */
  Folder(Path root, Console console) throws UsageException {
    this.root = root;
    this.real = real(root);
    this.console = console;
  }

  private static Path real(Path folder) throws UsageException {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new UsageException(folder + ": cannot be read: " + e.getMessage());
    }
  }

  /** The content of all files that may be topologies, in order of their paths. */
  List<Source> read() throws UsageException {
    collect(root, 0);
    if (files.isEmpty()) {
      throw new UsageException(
          root + ": no .yaml, .yml, .json or .tfstate file in this folder or those in it");
    }
    List<Source> sources = new ArrayList<>(files.size());
    for (Path file : files) {
      sources.add(Inputs.read(file, root).in(root.toString()));
    }
    return sources;
  }

  private void collect(Path folder, int depth) throws UsageException {
    for (Path entry : entries(folder)) {
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        if (!isPassedOver(entry)) {
          if (depth + 1 >= DEPTH) {
            throw new UsageException(entry + ": folders nest more than " + DEPTH + " levels deep");
          }
          collect(entry, depth + 1);
        }
      } else if (isTopology(entry) && isInside(entry)) {
        files.add(entry);
        if (files.size() > Position.MOST_INPUTS) {
          throw new UsageException(root + ": more than " + Position.MOST_INPUTS + " files");
        }
      }
    }
  }

  private static List<Path> entries(Path folder) throws UsageException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      throw new UsageException(folder + ": cannot list the folder: " + e.getMessage());
    }
    entries.sort(null);
    return entries;
  }

  /** Whether a file lies in the folder, also when it is reached by a link, and is not known yet. */
  private boolean isInside(Path file) {
    try {
      Path target = file.toRealPath();
      if (target.startsWith(real)) {
        return Files.isRegularFile(target) && known.add(target);
      }
      console.error(file + ": not read: a link that leads out of the folder");
      return false;
    } catch (IOException e) {
      console.error(file + ": not read: a link that leads nowhere");
      return false;
    }
  }

  private static boolean isPassedOver(Path folder) {
    String name = folder.getFileName().toString();
    return name.startsWith(".") || name.equals("node_modules");
  }

  private static boolean isTopology(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && (name.endsWith(".yaml")
            || name.endsWith(".yml")
            || name.endsWith(".json")
            || name.endsWith(".tfstate"));
  }
}
