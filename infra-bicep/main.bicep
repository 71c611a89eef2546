// One municipality's installation in one resource group. What each part is for: README.md beside this file.
targetScope = 'resourceGroup'

@description('Short name of the municipality, part of every resource name: lower-case letters only.')
@minLength(3)
@maxLength(10)
param municipality string

@description('dev or prod; part of every resource name.')
@allowed(['dev', 'prod'])
param stage string

@description('Azure region; personal data stays in the European Union.')
@allowed(['northeurope', 'westeurope', 'swedencentral', 'polandcentral'])
param location string = 'northeurope'

@description('What keeps queues, history and timers of the orchestrations.')
@allowed(['AzureStorage', 'DurableTaskScheduler'])
param taskHubBackend string = 'AzureStorage'

@description('Application id of the registration in Entra ID with which staff sign in.')
@minLength(36)
@maxLength(36)
param signInClientId string

@description('Who is told when something stands still, and when the month costs more than planned.')
@minLength(1)
param alertAddresses array

@description('Mailbox in Exchange Online that is read and sent from, for example soc.dienests@novads.lv.')
@minLength(6)
param mailbox string

@description('Who carries outgoing mail: the mailbox itself (graph), or SendGrid, whose API key lies in the vault as sendgrid-api-key.')
@allowed(['graph', 'sendgrid'])
param mailSender string = 'graph'

@description('Public key of the signed event webhook of SendGrid; not a secret. Empty: no events.')
param sendGridWebhookKey string = ''

@description('Outside production: the address, or the domain as @novads.lv, that may be written to; mail to others is held back.')
param allowedRecipients string = ''

@description('Where residents reach the status page, for example https://statuss.novads.lv/. Empty: e-mails carry no link.')
param residentAddress string = ''

@description('Address of the state\'s UnifiedService.svc for the official e-address. Empty: letters for it lie with those that people send.')
param eAddressEndpoint string = ''

@description('The institution\'s own e-address: _DEFAULT@ and its registration number.')
param eAddress string = ''

@description('Its name as the addressee sees it.')
param eAddressTitle string = ''

@description('Name of the certificate in the vault that the operator of the e-address issued.')
param eAddressCertificate string = ''

@description('Host of the ClamAV daemon that reads every file, inside the virtual network; or none, said on purpose: then every message with a file waits, and goes to a person with its files closed.')
@minLength(4)
param scannerHost string

@description('Name of the certificate in the vault that seals letters. Empty: letters are not sealed.')
param sealCertificate string = ''

@description('A time-stamping service (RFC 3161) for the daily anchors and, where there is one, for the seal. Empty: no time-stamps.')
param timeStampUrl string = ''

@description('OID of the policy that the time-stamping service is asked for. Empty: its own.')
param timeStampPolicy string = ''

@description('Where the trusted list is fetched every day, https. Empty: the one of the package is used.')
param trustedListUrl string = ''

@description('The invented application that walks through the system every day; ending before it is turned off again.')
@allowed(['off', 'on', 'ending'])
param syntheticMode string = 'off'

@description('The only address its mail goes to: a mailbox that no person reads. Needed unless it is off.')
param syntheticDiscard string = ''

@description('Stores and vault answer only inside the virtual network. The function endpoint stays public: Microsoft Graph and Teams call it.')
param isolateStores bool = false

@description('Networks that reach the Durable Task Scheduler while stores are not isolated: addresses or CIDR, [\'0.0.0.0/0\'] for all. Isolated stores: nobody does, whatever stands here.')
param schedulerAllowedNetworks array

@description('Entra ID is asked once an hour which accounts of the staff list are gone or blocked; afterwards scripts/account-access.sh gives the right.')
param asksAccounts bool = false

@description('The Teams bot: the second door to the same cards.')
param withTeamsBot bool = false

@description('Euro a month at which the alert addresses are told.')
@minValue(1)
param monthlyBudget int

@description('First day of the month from which the budget counts, yyyy-MM-01.')
param budgetStart string

@description('Days a deleted or overwritten document can still be brought back.')
@minValue(7)
@maxValue(365)
param undeleteDays int = 30

@description('A court or an audit needs everything: nothing is destroyed while it is true.')
param legalHold bool = false

@description('Years for which a daily root hash of the journals cannot be changed or deleted, by anybody once the policy of the container is locked. Not shorter than the longest term of retention.json.')
@minValue(1)
@maxValue(100)
param anchorYears int = 10

@description('Region of the account into which the cases are copied every night. Empty: no copy.')
@allowed(['', 'northeurope', 'westeurope', 'swedencentral', 'polandcentral'])
param copyRegion string = ''

@description('Days the logs are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 90

var suffix = uniqueString(resourceGroup().id, municipality, stage)
var stem = '${municipality}-${stage}'
var taskHubName = 'SocialWorkflows'

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: 'id-${stem}'
    location: location
  }
}

module watch 'modules/watch.bicep' = {
  name: 'watch'
  params: {
    stem: stem
    location: location
    logDays: logDays
    principalId: identity.outputs.principalId
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    stem: stem
    location: location
    workspaceId: watch.outputs.workspaceId
    alertAddresses: alertAddresses
  }
}

module network 'modules/network.bicep' = if (isolateStores) {
  name: 'network'
  params: {
    stem: stem
    location: location
    hostStorageId: hostStorage.outputs.id
    caseStorageId: caseStorage.outputs.id
    copyStorageId: empty(copyRegion) ? '' : copyStorage!.outputs.id
    vaultId: vault.outputs.id
    schedulerId: taskHubBackend == 'DurableTaskScheduler' ? scheduler!.outputs.id : ''
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  name: 'host-storage'
  params: {
    name: take('host${municipality}${stage}${suffix}', 24)
    location: location
    principalId: identity.outputs.principalId
    isolated: isolateStores
    workspaceId: watch.outputs.workspaceId
  }
}

module caseStorage 'modules/case-storage.bicep' = {
  name: 'case-storage'
  params: {
    name: take('case${municipality}${stage}${suffix}', 24)
    location: location
    principalId: identity.outputs.principalId
    isolated: isolateStores
    undeleteDays: undeleteDays
    legalHold: legalHold
    anchorDays: anchorYears * 366
    replication: stage == 'prod' ? 'Standard_ZRS' : 'Standard_LRS'
    workspaceId: watch.outputs.workspaceId
  }
}

module copyStorage 'modules/case-storage.bicep' = if (!empty(copyRegion)) {
  name: 'copy-storage'
  params: {
    name: take('copy${municipality}${stage}${suffix}', 24)
    location: copyRegion
    principalId: identity.outputs.principalId
    isolated: isolateStores
    undeleteDays: undeleteDays
    legalHold: legalHold
    anchorDays: anchorYears * 366
    replication: 'Standard_LRS'
    workspaceId: watch.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: take('kv-${municipality}-${suffix}', 24)
    location: location
    principalId: identity.outputs.principalId
    isolated: isolateStores
    workspaceId: watch.outputs.workspaceId
  }
}

module scheduler 'modules/scheduler.bicep' = if (taskHubBackend == 'DurableTaskScheduler') {
  name: 'scheduler'
  params: {
    name: 'dts-${stem}'
    location: location
    taskHubName: taskHubName
    principalId: identity.outputs.principalId
    isolated: isolateStores
    allowedNetworks: schedulerAllowedNetworks
    workspaceId: watch.outputs.workspaceId
    legalHold: legalHold
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: '${stem}-${suffix}'
    location: location
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    deploymentContainerUrl: hostStorage.outputs.deploymentContainerUrl
    hostStorageName: hostStorage.outputs.name
    caseStorageName: caseStorage.outputs.name
    copyStorageName: empty(copyRegion) ? '' : copyStorage!.outputs.name
    vaultUri: vault.outputs.uri
    insightsConnectionString: watch.outputs.insightsConnectionString
    workspaceId: watch.outputs.workspaceId
    schedulerEndpoint: taskHubBackend == 'DurableTaskScheduler' ? scheduler!.outputs.endpoint : ''
    taskHubName: taskHubName
    signInClientId: signInClientId
    mailbox: mailbox
    mailSender: mailSender
    sendGridWebhookKey: sendGridWebhookKey
    isProduction: stage == 'prod'
    allowedRecipients: allowedRecipients
    municipality: municipality
    withTeamsBot: withTeamsBot
    residentAddress: residentAddress
    asksAccounts: asksAccounts
    eAddressEndpoint: eAddressEndpoint
    eAddress: eAddress
    eAddressTitle: eAddressTitle
    eAddressCertificate: eAddressCertificate
    scannerHost: scannerHost
    sealCertificate: sealCertificate
    timeStampUrl: timeStampUrl
    timeStampPolicy: timeStampPolicy
    legalHold: legalHold
    trustedListUrl: trustedListUrl
    syntheticMode: syntheticMode
    syntheticDiscard: syntheticDiscard
    subnetId: isolateStores ? network!.outputs.appSubnetId : ''
  }
}

module bot 'modules/bot.bicep' = if (withTeamsBot) {
  name: 'bot'
  params: {
    name: 'bot-${stem}-${suffix}'
    endpoint: 'https://${app.outputs.host}/api/messages'
    workspaceId: watch.outputs.workspaceId
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
  }
}

module budget 'modules/budget.bicep' = {
  name: 'budget'
  params: {
    name: 'budget-${stem}'
    monthlyBudget: monthlyBudget
    startDate: budgetStart
    alertAddresses: alertAddresses
  }
}

output functionAppName string = app.outputs.name
output functionHost string = app.outputs.host
output caseStorageName string = caseStorage.outputs.name
output copyStorageName string = empty(copyRegion) ? '' : copyStorage!.outputs.name
output vaultUri string = vault.outputs.uri
output identityClientId string = identity.outputs.clientId
output identityPrincipalId string = identity.outputs.principalId
