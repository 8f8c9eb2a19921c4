package io.github.pathwhy.load;

import io.github.pathwhy.load.form.LeftOut;
import io.github.pathwhy.load.form.Omissions;
import io.github.pathwhy.load.form.ParameterFile;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether the inputs come to anything. A file in a folder may be something else than a topology,
/// but a folder without any topology is a mistake, and so are parameters without a template.
record Shortfall(Problems problems, Omissions omissions) {

  /** Takes down what is missing, of inputs of which some are described; whether anything is. */
  boolean report(List<Source> sources, List<ParameterFile> parameters, Set<Source> described) {
    boolean missing = false;
    for (Map.Entry<String, List<Source>> folder : folders(sources).entrySet()) {
      List<Source> files = folder.getValue();
      if (Collections.disjoint(files, described) && !isForTemplates(files, parameters, described)) {
        problems.add(
            problems.addInput(folder.getKey()),
            "no file in this folder is a topology",
            reason(files));
        missing = true;
      }
    }
    if (!missing && described.isEmpty() && !parameters.isEmpty()) {
      problems.add(
          problems.addInput(parameters.getFirst().source().name()),
          "a parameters file alone is no topology",
          "give the template that it is for, too");
      missing = true;
    }
    return missing;
  }

  private static Map<String, List<Source>> folders(List<Source> sources) {
    Map<String, List<Source>> folders = new LinkedHashMap<>(0);
    for (Source source : sources) {
      if (source.folder().isPresent()) {
        folders.computeIfAbsent(source.folder().get(), _ -> new ArrayList<>()).add(source);
      }
    }
    return folders;
  }

  private static boolean isForTemplates(
      List<Source> files, List<ParameterFile> parameters, Set<Source> described) {
    return !described.isEmpty()
        && parameters.stream().anyMatch(file -> files.contains(file.source()));
  }

  /** What the first of the files is instead. */
  private String reason(List<Source> files) {
    for (LeftOut left : omissions.all()) {
      for (Source file : files) {
        if (left.place().file().equals(file.name())) {
          return file.name() + ": " + left.why();
        }
      }
    }
    return "";
  }
}
