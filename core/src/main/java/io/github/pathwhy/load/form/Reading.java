package io.github.pathwhy.load.form;

import io.github.pathwhy.model.resource.Gap;
import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.text.DocumentParser;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Position;
import io.github.pathwhy.text.Problems;
import io.github.pathwhy.text.Source;
import io.github.pathwhy.text.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One document while it is read: what the reader may use, and where it puts what it finds.
/// Resources keep the order in which they are found.
public final class Reading {
  private final Problems problems;
  private final Limits limits;
  private final Source source;
  private final Parameters parameters;
  private final Omissions omissions;
  private final List<Found> found;
  private final Set<String> linked;

  /** Something that a document describes. */
  public sealed interface Found {
    /// A resource in ARM's form: an object with `type`, `name`, `id` and its properties, wrapped in
    /// `properties` or not. The path says where it stands in its document.
    record Resource(Tree.Mapping object, String path) implements Found {}

    /** A root in pathwhy's own form, with sections such as `observed`. */
    record Sections(Tree.Mapping root) implements Found {}

    /// The rows of an effective route table, which names no interface: what they say of gateways is
    /// known only when everything else is.
    record EffectiveRoutes(Tree.Sequence rows) implements Found {}

    /** Something that decides, of a resource that is described beside it, and that nobody read. */
    record Unread(Gap gap, Set<ResourceId> named) implements Found {}
  }

  public Reading(
      Source source, Problems problems, Limits limits, Parameters parameters, Omissions omissions) {
    this(source, problems, limits, parameters, omissions, new ArrayList<>(), new HashSet<>());
  }

  private Reading(
      Source source,
      Problems problems,
      Limits limits,
      Parameters parameters,
      Omissions omissions,
      List<Found> found,
      Set<String> linked) {
    this.source = source;
    this.problems = problems;
    this.limits = limits;
    this.parameters = parameters;
    this.omissions = omissions;
    this.found = found;
    this.linked = linked;
  }

  /** Where everything that is wrong goes. Problems end the run with exit code 2. */
  public Problems problems() {
    return problems;
  }

  /** What documents may cost. Whatever makes nodes of its own counts them here. */
  public Limits limits() {
    return limits;
  }

  /** The values that the user gives to parameters. */
  public Parameters parameters() {
    return parameters;
  }

  /** Where what has no part in the answers is named. */
  public Omissions omissions() {
    return omissions;
  }

  /** The input that is read. */
  public Source source() {
    return source;
  }

  /** A resource of the document, in ARM's form. */
  public void resource(Tree.Mapping object, String path) {
    found.add(new Found.Resource(object, path));
  }

  /** Sections in pathwhy's own form. */
  public void sections(Tree.Mapping root) {
    found.add(new Found.Sections(root));
  }

  /** Something that decides and was not read. */
  public void gap(Gap gap, Set<ResourceId> named) {
    found.add(new Found.Unread(gap, named));
  }

  /** The rows of an effective route table. */
  public void effectiveRoutes(Tree.Sequence rows) {
    found.add(new Found.EffectiveRoutes(rows));
  }

  /// Names something in the document that has no part in the answers, and why. The same thing said
  /// again is counted.
  public void leaveOut(long at, String what, String why) {
    omissions.add(at, what, why);
  }

  /// The document at a path relative to this one; nothing, and it is left out by name, when it is
  /// not there or may not be read. A document that cannot be parsed is a problem. The source that
  /// is returned finds its own neighbours.
  public Optional<Neighbour> neighbour(String relativePath, long at) {
    if (problems.inputs() >= Position.MOST_INPUTS) {
      leaveOut(
          at, "linked template " + relativePath, "more than " + Position.MOST_INPUTS + " files");
      return Optional.empty();
    }
    return switch (source.neighbours().find(relativePath)) {
      case Source.Neighbour.Refused(String reason) -> {
        leaveOut(at, "linked template " + relativePath, reason);
        yield Optional.empty();
      }
      case Source.Neighbour.Found(Source file) -> {
        linked.add(file.name());
        yield DocumentParser.parse(file, problems, limits).map(tree -> new Neighbour(file, tree));
      }
    };
  }

  /** A document beside the one that is read. */
  public record Neighbour(Source source, Tree root) {}

  /** The same reading at a document beside this one: what is found there belongs to this one. */
  public Reading at(Neighbour neighbour) {
    return new Reading(neighbour.source(), problems, limits, parameters, omissions, found, linked);
  }

  /** The names of the documents beside this one that are part of it. */
  public Set<String> linked() {
    return Collections.unmodifiableSet(linked);
  }

  /** What was found so far. */
  public List<Found> found() {
    return Collections.unmodifiableList(found);
  }
}
