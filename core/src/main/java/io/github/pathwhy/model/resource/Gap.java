package io.github.pathwhy.model.resource;

/// A property of a resource whose value the input does not know.
///
/// @param property its name, such as `enableIPForwarding`
/// @param missing what would tell, such as `{parameters('forwarding')}`
/// @param place where the value would stand
public record Gap(String property, String missing, SourcePosition place) {

  @Override
  public String toString() {
    return property + " " + missing + " (" + place + ")";
  }
}
