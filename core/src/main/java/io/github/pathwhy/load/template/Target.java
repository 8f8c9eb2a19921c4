package io.github.pathwhy.load.template;

import io.github.pathwhy.load.template.value.Values;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a deployment puts its resources
/// (`azure-resource-manager/templates/deploy-to-resource-group` and its siblings). What is not
/// known has a placeholder.
record Target(Kind kind, String subscription, String resourceGroup, String managementGroup) {
  private static final String MANAGEMENT_GROUPS =
      "/providers/Microsoft.Management/managementGroups/";

  /** The scopes of deployments. */
  enum Kind {
    RESOURCE_GROUP,
    SUBSCRIPTION,
    MANAGEMENT_GROUP,
    TENANT
  }

  private static final Target DEFAULT =
      new Target(
          Kind.RESOURCE_GROUP, Values.SUBSCRIPTION, Values.RESOURCE_GROUP, "{managementGroup}");

  /** The target of a template, told by its schema. */
  static Target ofSchema(String schema) {
    String lower = schema.toLowerCase(Locale.ROOT);
    return DEFAULT.in(
        lower.contains("subscriptiondeploymenttemplate")
            ? Kind.SUBSCRIPTION
            : lower.contains("managementgroupdeploymenttemplate")
                ? Kind.MANAGEMENT_GROUP
                : lower.contains("tenantdeploymenttemplate") ? Kind.TENANT : Kind.RESOURCE_GROUP);
  }

  private Target in(Kind other) {
    return new Target(other, subscription, resourceGroup, managementGroup);
  }

  /** The target with another subscription, another resource group, or both. */
  Target at(@Nullable String otherSubscription, @Nullable String otherGroup) {
    if (otherGroup != null) {
      return new Target(
          Kind.RESOURCE_GROUP,
          otherSubscription == null ? subscription : otherSubscription,
          otherGroup,
          managementGroup);
    }
    return otherSubscription == null
        ? this
        : new Target(Kind.SUBSCRIPTION, otherSubscription, resourceGroup, managementGroup);
  }

  /** The target that a deployment's `scope` names: an id, or `/` for the tenant. */
  Target scoped(String scope) {
    String[] parts = scope.split("/", -1);
    String path = scope.startsWith("/") ? scope : "/providers/" + scope;
    if (path.equals("/")) {
      return in(Kind.TENANT);
    }
    if (path.regionMatches(true, 0, MANAGEMENT_GROUPS, 0, MANAGEMENT_GROUPS.length())) {
      return new Target(
          Kind.MANAGEMENT_GROUP, subscription, resourceGroup, parts[parts.length - 1]);
    }
    if (parts.length > 2 && parts[1].equalsIgnoreCase("subscriptions")) {
      return at(parts[2], parts.length > 4 ? parts[4] : null);
    }
    return this;
  }

  /** What the ids of the resources start with. */
  String prefix() {
    return switch (kind) {
      case RESOURCE_GROUP -> subscriptionId() + "/resourceGroups/" + resourceGroup;
      case SUBSCRIPTION -> subscriptionId();
      case MANAGEMENT_GROUP -> MANAGEMENT_GROUPS + managementGroup;
      case TENANT -> "";
    };
  }

  /** The id of the subscription. */
  String subscriptionId() {
    return "/subscriptions/" + subscription;
  }

  /** The id of a management group. */
  static String managementGroupId(String name) {
    return MANAGEMENT_GROUPS + name;
  }
}
