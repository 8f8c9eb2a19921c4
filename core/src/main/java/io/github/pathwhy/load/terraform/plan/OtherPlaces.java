package io.github.pathwhy.load.terraform.plan;

import org.jspecify.annotations.Nullable;

/// The ARM types of azurerm resources that the model does not know, but that may stand in a network
/// or be the target of a private endpoint.
final class OtherPlaces {
  private OtherPlaces() {}

  static @Nullable Place of(String type) {
    String arm = armType(type);
    return arm == null ? null : new Place(arm, "");
  }

  private static @Nullable String armType(String type) {
    return switch (type) {
      case "azurerm_kubernetes_cluster" -> "Microsoft.ContainerService/managedClusters";
      case "azurerm_redhat_openshift_cluster" -> "Microsoft.RedHatOpenShift/openShiftClusters";
      case "azurerm_container_group" -> "Microsoft.ContainerInstance/containerGroups";
      case "azurerm_container_app_environment" -> "Microsoft.App/managedEnvironments";
      case "azurerm_container_app" -> "Microsoft.App/containerApps";
      case "azurerm_container_registry" -> "Microsoft.ContainerRegistry/registries";
      case "azurerm_storage_account" -> "Microsoft.Storage/storageAccounts";
      case "azurerm_key_vault" -> "Microsoft.KeyVault/vaults";
      case "azurerm_mssql_server", "azurerm_sql_server" -> "Microsoft.Sql/servers";
      case "azurerm_mssql_managed_instance" -> "Microsoft.Sql/managedInstances";
      case "azurerm_postgresql_server" -> "Microsoft.DBforPostgreSQL/servers";
      case "azurerm_postgresql_flexible_server" -> "Microsoft.DBforPostgreSQL/flexibleServers";
      case "azurerm_mysql_server" -> "Microsoft.DBforMySQL/servers";
      case "azurerm_mysql_flexible_server" -> "Microsoft.DBforMySQL/flexibleServers";
      case "azurerm_mariadb_server" -> "Microsoft.DBforMariaDB/servers";
      case "azurerm_cosmosdb_account" -> "Microsoft.DocumentDB/databaseAccounts";
      case "azurerm_redis_cache" -> "Microsoft.Cache/Redis";
      case "azurerm_redis_enterprise_cluster", "azurerm_managed_redis" ->
          "Microsoft.Cache/redisEnterprise";
      case "azurerm_servicebus_namespace" -> "Microsoft.ServiceBus/namespaces";
      case "azurerm_eventhub_namespace" -> "Microsoft.EventHub/namespaces";
      case "azurerm_relay_namespace" -> "Microsoft.Relay/namespaces";
      case "azurerm_eventgrid_topic" -> "Microsoft.EventGrid/topics";
      case "azurerm_eventgrid_domain" -> "Microsoft.EventGrid/domains";
      case "azurerm_search_service" -> "Microsoft.Search/searchServices";
      case "azurerm_cognitive_account", "azurerm_ai_services" ->
          "Microsoft.CognitiveServices/accounts";
      case "azurerm_app_configuration" -> "Microsoft.AppConfiguration/configurationStores";
      case "azurerm_signalr_service" -> "Microsoft.SignalRService/SignalR";
      case "azurerm_web_pubsub" -> "Microsoft.SignalRService/WebPubSub";
      case "azurerm_iothub" -> "Microsoft.Devices/IotHubs";
      case "azurerm_api_management" -> "Microsoft.ApiManagement/service";
      case "azurerm_synapse_workspace" -> "Microsoft.Synapse/workspaces";
      case "azurerm_app_service",
          "azurerm_function_app",
          "azurerm_linux_web_app",
          "azurerm_windows_web_app",
          "azurerm_linux_function_app",
          "azurerm_windows_function_app",
          "azurerm_logic_app_standard" ->
          "Microsoft.Web/sites";
      case "azurerm_service_plan", "azurerm_app_service_plan" -> "Microsoft.Web/serverfarms";
      case "azurerm_static_web_app", "azurerm_static_site" -> "Microsoft.Web/staticSites";
      case "azurerm_app_service_environment_v3", "azurerm_app_service_environment" ->
          "Microsoft.Web/hostingEnvironments";
      case "azurerm_private_dns_resolver" -> "Microsoft.Network/dnsResolvers";
      case "azurerm_network_watcher" -> "Microsoft.Network/networkWatchers";
      case "azurerm_network_ddos_protection_plan" -> "Microsoft.Network/ddosProtectionPlans";
      case "azurerm_web_application_firewall_policy" ->
          "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies";
      case "azurerm_frontdoor" -> "Microsoft.Network/frontDoors";
      case "azurerm_cdn_frontdoor_profile", "azurerm_cdn_profile" -> "Microsoft.Cdn/profiles";
      case "azurerm_traffic_manager_profile" -> "Microsoft.Network/trafficManagerProfiles";
      case "azurerm_dns_zone" -> "Microsoft.Network/dnsZones";
      case "azurerm_databricks_workspace" -> "Microsoft.Databricks/workspaces";
      case "azurerm_data_factory" -> "Microsoft.DataFactory/factories";
      case "azurerm_machine_learning_workspace" -> "Microsoft.MachineLearningServices/workspaces";
      case "azurerm_hdinsight_hadoop_cluster", "azurerm_hdinsight_spark_cluster" ->
          "Microsoft.HDInsight/clusters";
      case "azurerm_kusto_cluster" -> "Microsoft.Kusto/clusters";
      case "azurerm_batch_account" -> "Microsoft.Batch/batchAccounts";
      case "azurerm_netapp_account" -> "Microsoft.NetApp/netAppAccounts";
      case "azurerm_recovery_services_vault" -> "Microsoft.RecoveryServices/vaults";
      case "azurerm_log_analytics_workspace" -> "Microsoft.OperationalInsights/workspaces";
      case "azurerm_application_insights" -> "Microsoft.Insights/components";
      case "azurerm_automation_account" -> "Microsoft.Automation/automationAccounts";
      case "azurerm_spring_cloud_service" -> "Microsoft.AppPlatform/Spring";
      case "azurerm_active_directory_domain_service" -> "Microsoft.AAD/domainServices";
      default -> null;
    };
  }
}
