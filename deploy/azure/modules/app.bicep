// The service itself: as many copies as asked for, each looked after by the same three questions.
param name string
param location string
param environmentId string
param image string
param registryServer string
param replicas int
param botIdentityId string
param botClientId string
param readerIdentityId string
param databaseUrl string
param databasePasswordUrl string
param linkKeyUrl string
param linkKeyBeforeUrl string
param smtpPasswordUrl string
param municipality string
param host string
param moreSettings array
param tags object

var port = 3978

var settings = [
  {
    name: 'LAGESKOLL_APP_ID'
    value: botClientId
  }
  {
    name: 'LAGESKOLL_TENANT_ID'
    value: tenant().tenantId
  }
  {
    name: 'LAGESKOLL_MANAGED_IDENTITY_CLIENT_ID'
    value: botClientId
  }
  {
    name: 'LAGESKOLL_MUNICIPALITY'
    value: municipality
  }
  {
    name: 'LAGESKOLL_PUBLIC_URL'
    value: 'https://${host}'
  }
  {
    name: 'LAGESKOLL_DATABASE_URL'
    value: databaseUrl
  }
  {
    name: 'LAGESKOLL_DATABASE_PASSWORD'
    secretRef: 'database-password'
  }
  {
    name: 'LAGESKOLL_LINK_KEY'
    secretRef: 'link-key'
  }
]

// Those that not everybody has, each with the secret that it stands in.
var optionalSettings = concat(
  empty(linkKeyBeforeUrl) ? [] : [
    {
      name: 'LAGESKOLL_LINK_KEY_BEFORE'
      secretRef: 'link-key-before'
    }
  ],
  empty(smtpPasswordUrl) ? [] : [
    {
      name: 'LAGESKOLL_SMTP_PASSWORD'
      secretRef: 'smtp-password'
    }
  ]
)

var secrets = [
  {
    name: 'database-password'
    keyVaultUrl: databasePasswordUrl
    identity: readerIdentityId
  }
  {
    name: 'link-key'
    keyVaultUrl: linkKeyUrl
    identity: readerIdentityId
  }
]

var optionalSecrets = concat(
  empty(linkKeyBeforeUrl) ? [] : [
    {
      name: 'link-key-before'
      keyVaultUrl: linkKeyBeforeUrl
      identity: readerIdentityId
    }
  ],
  empty(smtpPasswordUrl) ? [] : [
    {
      name: 'smtp-password'
      keyVaultUrl: smtpPasswordUrl
      identity: readerIdentityId
    }
  ]
)

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${botIdentityId}': {}
      '${readerIdentityId}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'http'
        allowInsecure: false
      }
      registries: [
        {
          server: registryServer
          identity: readerIdentityId
        }
      ]
      secrets: concat(secrets, optionalSecrets)
      // What runs can be the bot, and cannot be the one who reads the key vault.
      identitySettings: [
        {
          identity: botIdentityId
          lifecycle: 'Main'
        }
        {
          identity: readerIdentityId
          lifecycle: 'None'
        }
      ]
    }
    template: {
      // Longer than the ten seconds in which it ends.
      terminationGracePeriodSeconds: 15
      containers: [
        {
          name: 'bot'
          image: image
          env: concat(settings, optionalSettings, moreSettings)
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          probes: [
            {
              type: 'Startup'
              httpGet: {
                path: '/healthz'
                port: port
              }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 10
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/healthz'
                port: port
              }
              periodSeconds: 30
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/readyz'
                port: port
              }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        // Never none: the clock ticks inside.
        minReplicas: replicas
        maxReplicas: replicas
      }
    }
  }
}
