// Two identities: the bot's own, which Teams knows, and one that only fetches the image and the secrets.
param name string
param location string
param tags object

resource bot 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-bot'
  location: location
  tags: tags
}

resource reader 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-reader'
  location: location
  tags: tags
}

output botId string = bot.id
output botClientId string = bot.properties.clientId
output botPrincipalId string = bot.properties.principalId
output readerId string = reader.id
output readerPrincipalId string = reader.properties.principalId
