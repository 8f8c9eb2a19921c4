package io.github.pathwhy.load.form;

import io.github.pathwhy.model.resource.ResourceId;
import io.github.pathwhy.model.resource.SourcePosition;
import java.util.Optional;

/// Something in an input that has no part in the answers.
///
/// @param what the resource, property or file, such as `Microsoft.Storage/storageAccounts logs`
/// @param why the reason, such as `not modelled`
/// @param times how often it occurs; the place is that of the first
/// @param resource the resource that it is; empty for anything else
public record LeftOut(
    SourcePosition place, String what, String why, int times, Optional<ResourceId> resource) {}
