using 'main.bicep'

param municipality = 'Borlänge kommun'

// Empty the first time; then REGISTRY/lageskoll:VERSION, with the registry that the first time gave.
param image = readEnvironmentVariable('LAGESKOLL_IMAGE', '')

// Never in a file: set in the shell, or by the pipeline from its own vault.
param databasePassword = readEnvironmentVariable('LAGESKOLL_DATABASE_PASSWORD')
param linkKey = readEnvironmentVariable('LAGESKOLL_LINK_KEY')
param linkKeyBefore = readEnvironmentVariable('LAGESKOLL_LINK_KEY_BEFORE', '')
param smtpPassword = readEnvironmentVariable('LAGESKOLL_SMTP_PASSWORD', '')

param tags = {
  owner: 'it'
  costCenter: '0000'
}
