resource "azurerm_resource_group" "shop" {
  name     = "shop"
  location = "westeurope"
}

resource "azurerm_virtual_network" "shop" {
  name                = "shop-vnet"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.133.0.0/16"]
}

resource "azurerm_subnet" "tier" {
  for_each             = { web = "10.133.1.0/24", db = "10.133.2.0/24" }
  name                 = each.key
  resource_group_name  = azurerm_resource_group.shop.name
  virtual_network_name = azurerm_virtual_network.shop.name
  address_prefixes     = [each.value]
}

resource "azurerm_network_security_group" "db" {
  name                = "db-nsg"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_rule" "postgres" {
  name                        = "postgres"
  resource_group_name         = azurerm_resource_group.shop.name
  network_security_group_name = azurerm_network_security_group.db.name
  priority                    = 200
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_address_prefix       = "10.133.1.0/24"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "5432"
}

resource "azurerm_network_security_rule" "deny_rest" {
  name                        = "deny-rest"
  resource_group_name         = azurerm_resource_group.shop.name
  network_security_group_name = azurerm_network_security_group.db.name
  priority                    = 4000
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}

resource "azurerm_subnet_network_security_group_association" "db" {
  subnet_id                 = azurerm_subnet.tier["db"].id
  network_security_group_id = azurerm_network_security_group.db.id
}

resource "azurerm_network_interface" "vm" {
  for_each            = { web = "web", db = "db" }
  name                = "${each.key}-nic"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  ip_configuration {
    name                          = "internal"
    subnet_id                     = azurerm_subnet.tier[each.value].id
    private_ip_address_allocation = "Dynamic"
  }
}

resource "azurerm_linux_virtual_machine" "vm" {
  for_each              = { web = "web", db = "db" }
  name                  = "${each.key}-vm"
  resource_group_name   = azurerm_resource_group.shop.name
  location              = azurerm_resource_group.shop.location
  size                  = "Standard_B2s"
  admin_username        = "ops"
  network_interface_ids = [azurerm_network_interface.vm[each.key].id]
  # source_image_reference, os_disk and admin_ssh_key left out here
}
