package io.github.pathwhy.load.template;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Symbol;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Tree;
import org.jspecify.annotations.Nullable;

/// What a template can ask about its deployment and where it goes (`template-functions-deployment`,
/// `template-functions-scope`). Members that depend on who deploys are not known.
record ContextFunctions(Scope scope) {

  @Nullable Tree call(String name, Arguments call) {
    return switch (name) {
      case "subscription",
          "resourcegroup",
          "managementgroup",
          "tenant",
          "deployment",
          "environment" ->
          scope.deployment().context(name, scope.target(), () -> made(name, call.expect(0, 1)));
      case "deployer",
          "providers",
          "pickzones",
          "tologicalzone",
          "tologicalzones",
          "tophysicalzone",
          "tophysicalzones" ->
          Symbol.call(call.name(), call.values(), call.at());
      default -> null;
    };
  }

  private Tree made(String name, Arguments call) {
    Target target = scope.target();
    return switch (name) {
      case "subscription" ->
          open(call)
              .put("id", target.subscriptionId())
              .put("subscriptionId", target.subscription())
              .put("tenantId", "{tenant}")
              .done();
      case "resourcegroup" ->
          open(call)
              .put("id", target.at(null, target.resourceGroup()).prefix())
              .put("name", target.resourceGroup())
              .put("type", "Microsoft.Resources/resourceGroups")
              .done();
      case "managementgroup" ->
          open(call)
              .put("id", Target.managementGroupId(target.managementGroup()))
              .put("name", target.managementGroup())
              .put("type", "Microsoft.Management/managementGroups")
              .done();
      case "tenant" -> open(call).put("tenantId", "{tenant}").done();
      case "deployment" -> deployment(call);
      default -> environment(call);
    };
  }

  private Tree deployment(Arguments call) {
    Deployment deployment = scope.deployment();
    Tree.Mapping link =
        open(call)
            .put("uri", LinkedTemplates.uri(deployment.file()))
            .done("deployment().properties.templateLink");
    Tree.Mapping properties = new Tree.Mapping(call.at());
    properties.add(new Tree.Entry("templateLink", call.at(), link));
    scope.evaluation().open(properties, "deployment().properties", null);
    Tree.Mapping object = open(call).put("name", deployment.name()).done();
    object.add(new Tree.Entry("properties", call.at(), properties));
    return object;
  }

  /** The public cloud, as documented. */
  private Tree environment(Arguments call) {
    Tree.Mapping authentication =
        open(call)
            .put("loginEndpoint", "https://login.microsoftonline.com/")
            .put("tenant", "common")
            .put("identityProvider", "AAD")
            .done("environment().authentication");
    Tree.Mapping suffixes =
        open(call)
            .put("acrLoginServer", ".azurecr.io")
            .put("azureDatalakeAnalyticsCatalogAndJob", "azuredatalakeanalytics.net")
            .put("azureDatalakeStoreFileSystem", "azuredatalakestore.net")
            .put("azureFrontDoorEndpointSuffix", "azurefd.net")
            .put("keyvaultDns", ".vault.azure.net")
            .put("sqlServerHostname", ".database.windows.net")
            .put("storage", "core.windows.net")
            .done("environment().suffixes");
    Tree.Mapping object =
        open(call)
            .put("name", "AzureCloud")
            .put("gallery", "https://gallery.azure.com/")
            .put("graph", "https://graph.windows.net/")
            .put("portal", "https://portal.azure.com")
            .put("graphAudience", "https://graph.windows.net/")
            .put("activeDirectoryDataLake", "https://datalake.azure.net/")
            .put("batch", "https://batch.core.windows.net/")
            .put("media", "https://rest.media.azure.net")
            .put("sqlManagement", "https://management.core.windows.net:8443/")
            .put(
                "vmImageAliasDoc",
                "https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json")
            .put("resourceManager", "https://management.azure.com/")
            .done();
    object.add(new Tree.Entry("authentication", call.at(), authentication));
    object.add(new Tree.Entry("suffixes", call.at(), suffixes));
    return object;
  }

  private Members open(Arguments call) {
    return new Members(scope, call, new Tree.Mapping(call.at()));
  }

  /** An object in the making; members that it does not have are not known. */
  private record Members(Scope scope, Arguments call, Tree.Mapping object) {
    Members put(String key, String text) {
      Tree value = Values.built(text, text.indexOf('{') >= 0, call.at());
      object.add(new Tree.Entry(key, call.at(), value));
      return this;
    }

    Tree.Mapping done() {
      return done(call.name() + "()");
    }

    Tree.Mapping done(String expression) {
      scope.evaluation().open(object, expression, null);
      return object;
    }
  }
}
