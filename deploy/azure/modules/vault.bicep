// The key vault with the secrets that there are; it is reached from the private network alone.
param name string
param location string
param subnetId string
param zoneId string
param readerPrincipalId string
param logId string

@secure()
param databasePassword string

@secure()
param linkKey string

@secure()
param linkKeyBefore string

@secure()
param smtpPassword string

param tags object

// Key Vault Secrets User, built into Azure.
var readRoleId = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
    }
  }
}

resource passwordSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'database-password'
  tags: tags
  properties: {
    value: databasePassword
  }
}

resource linkKeySecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'link-key'
  tags: tags
  properties: {
    value: linkKey
  }
}

resource linkKeyBeforeSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(linkKeyBefore)) {
  parent: vault
  name: 'link-key-before'
  tags: tags
  properties: {
    value: linkKeyBefore
  }
}

resource smtpPasswordSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(smtpPassword)) {
  parent: vault
  name: 'smtp-password'
  tags: tags
  properties: {
    value: smtpPassword
  }
}

resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, readerPrincipalId, readRoleId)
  scope: vault
  properties: {
    principalId: readerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', readRoleId)
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: '${name}-endpoint'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'vault'
        properties: {
          privateLinkServiceId: vault.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}

resource endpointName 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'vault'
        properties: {
          privateDnsZoneId: zoneId
        }
      }
    ]
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log'
  scope: vault
  properties: {
    workspaceId: logId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

// Without a version: a new one is taken when the app is started again.
output databasePasswordUrl string = '${vault.properties.vaultUri}secrets/${passwordSecret.name}'
output linkKeyUrl string = '${vault.properties.vaultUri}secrets/${linkKeySecret.name}'
output linkKeyBeforeUrl string = '${vault.properties.vaultUri}secrets/${linkKeyBeforeSecret.name}'
output smtpPasswordUrl string = '${vault.properties.vaultUri}secrets/${smtpPasswordSecret.name}'
