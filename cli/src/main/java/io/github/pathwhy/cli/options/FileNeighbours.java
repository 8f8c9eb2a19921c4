package io.github.pathwhy.cli.options;

import io.github.pathwhy.text.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The files beside an input, for templates that link others: in the folder that the user named, or
/// that of the file that the user named, and what is below it. Links that lead out are not
/// followed.
///
/// @param file the input
/// @param root the folder that may not be left, as the user wrote it
record FileNeighbours(Path file, Path root) implements Source.Neighbours {

  @Override
  public Source.Neighbour find(String relativePath) {
    if (!isRelative(relativePath)) {
      return new Source.Neighbour.Refused("not a path relative to the file");
    }
    try {
      Path folder = root.toRealPath();
      Path from = file.toRealPath();
      if (!from.startsWith(folder) || from.getParent() == null) {
        return outside();
      }
      Path plain = from.getParent().resolve(relativePath).normalize();
      if (!plain.startsWith(folder)) {
        return outside();
      }
      Path target = plain.toRealPath();
      if (!target.startsWith(folder)) {
        return outside();
      }
      if (!Files.isRegularFile(target)) {
        return new Source.Neighbour.Refused("not a file");
      }
      return new Source.Neighbour.Found(Inputs.read(named(folder.relativize(target)), root));
    } catch (NoSuchFileException | InvalidPathException _) {
      return new Source.Neighbour.Refused("no such file");
    } catch (IOException e) {
      return new Source.Neighbour.Refused("cannot be read: " + e.getMessage());
    } catch (UsageException e) {
      return new Source.Neighbour.Refused(String.valueOf(e.getMessage()));
    }
  }

  /** The name as the user would write it: files of the current folder have no folder. */
  private Path named(Path inFolder) {
    return root.toString().isEmpty() ? inFolder : root.resolve(inFolder);
  }

  private static boolean isRelative(String path) {
    return !path.isEmpty()
        && path.indexOf('\0') < 0
        && path.indexOf(':') < 0
        && path.indexOf('\\') < 0
        && path.charAt(0) != '/';
  }

  private static Source.Neighbour outside() {
    return new Source.Neighbour.Refused("outside of the folder that was given");
  }
}
