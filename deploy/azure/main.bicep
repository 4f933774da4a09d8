// Lägeskoll in a municipality's own Azure: the bot's registration, a container app, PostgreSQL on a private network,
// a key vault and a log. Nothing has a password of its own towards Teams: the bot is a managed identity.
// How it is used, step by step: docs/deploy.md.
targetScope = 'resourceGroup'

@description('What everything is called; the names are made of it.')
@minLength(3)
@maxLength(12)
param name string = 'lageskoll'

@description('Where everything lies.')
param location string = resourceGroup().location

@description('The municipality, as it is to stand in the summary.')
param municipality string

@description('The image to run, such as REGISTRY.azurecr.io/lageskoll:0.1.0. Empty the first time, until there is one.')
param image string = ''

@description('How many copies run. One can be changed while another works.')
@minValue(1)
@maxValue(5)
param replicas int = 2

@description('The database password. Letters and digits; at least 24 of them.')
@secure()
@minLength(24)
param databasePassword string

@description('What links in messages are signed with; at least 32 characters.')
@secure()
@minLength(32)
param linkKey string

@description('What links were signed with before, while they are still in use; else empty.')
@secure()
param linkKeyBefore string = ''

@description('The password of the mail server, where letters leave through one; else empty.')
@secure()
param smtpPassword string = ''

@description('Your own host name, such as lageskoll.borlange.se, once it is bound to the app; else the name that Azure gives.')
param hostName string = ''

@description('How large the database server is.')
param databaseSku object = {
  name: 'Standard_B1ms'
  tier: 'Burstable'
}

@description('How many days one can go back in time in the database.')
@minValue(7)
@maxValue(35)
param backupDays int = 35

@description('How many days the log is kept.')
@minValue(30)
@maxValue(730)
param logDays int = 90

@description('More settings of the service, as objects with name and value; none of them secret. See .env.example.')
param moreSettings array = []

@description('What everything is marked with.')
param tags object = {}

// Names that must be the only ones in the world.
var unique = uniqueString(resourceGroup().id)
var allTags = union({ application: 'Lageskoll' }, tags)

module log 'modules/log.bicep' = {
  name: 'log'
  params: {
    name: name
    location: location
    days: logDays
    tags: allTags
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    name: name
    location: location
    tags: allTags
  }
}

module identities 'modules/identities.bicep' = {
  name: 'identities'
  params: {
    name: name
    location: location
    tags: allTags
  }
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  params: {
    name: '${name}${unique}'
    location: location
    readerPrincipalId: identities.outputs.readerPrincipalId
    tags: allTags
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: '${take(name, 8)}-${unique}'
    location: location
    subnetId: network.outputs.endpointSubnetId
    zoneId: network.outputs.vaultZoneId
    readerPrincipalId: identities.outputs.readerPrincipalId
    logId: log.outputs.id
    databasePassword: databasePassword
    linkKey: linkKey
    linkKeyBefore: linkKeyBefore
    smtpPassword: smtpPassword
    tags: allTags
  }
}

module database 'modules/database.bicep' = {
  name: 'database'
  params: {
    name: '${name}-${unique}'
    location: location
    subnetId: network.outputs.databaseSubnetId
    zoneId: network.outputs.databaseZoneId
    password: databasePassword
    sku: databaseSku
    backupDays: backupDays
    logId: log.outputs.id
    tags: allTags
  }
}

module environment 'modules/environment.bicep' = {
  name: 'environment'
  params: {
    name: name
    location: location
    subnetId: network.outputs.appSubnetId
    logId: log.outputs.id
    tags: allTags
  }
}

// Azure's own name for the app is known before the app is.
var host = empty(hostName) ? '${name}.${environment.outputs.defaultDomain}' : hostName

module app 'modules/app.bicep' = if (!empty(image)) {
  name: 'app'
  params: {
    name: name
    location: location
    environmentId: environment.outputs.id
    image: image
    registryServer: registry.outputs.server
    replicas: replicas
    botIdentityId: identities.outputs.botId
    botClientId: identities.outputs.botClientId
    readerIdentityId: identities.outputs.readerId
    databaseUrl: database.outputs.url
    databasePasswordUrl: vault.outputs.databasePasswordUrl
    linkKeyUrl: vault.outputs.linkKeyUrl
    linkKeyBeforeUrl: empty(linkKeyBefore) ? '' : vault.outputs.linkKeyBeforeUrl
    smtpPasswordUrl: empty(smtpPassword) ? '' : vault.outputs.smtpPasswordUrl
    municipality: municipality
    host: host
    moreSettings: moreSettings
    tags: allTags
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: '${name}-${unique}'
    host: host
    identityId: identities.outputs.botId
    clientId: identities.outputs.botClientId
    logId: log.outputs.id
    tags: allTags
  }
}

@description('The Microsoft App ID; the app package is built with it.')
output appId string = identities.outputs.botClientId

@description('The object id of the bot in Entra; Graph permissions are given to it.')
output botPrincipalId string = identities.outputs.botPrincipalId

@description('The host name that the app package is built with.')
output host string = host

@description('The registry that the image is put into.')
output registry string = registry.outputs.server

@description('The database server.')
output databaseServer string = database.outputs.server

@description('Where to look when something is wrong.')
output logWorkspace string = log.outputs.name
