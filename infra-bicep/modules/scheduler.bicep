// The task hub as a service of its own. Without it the hub lives in the host's storage account.
param name string
param location string
param taskHubName string
param principalId string
param isolated bool
param workspaceId string

@description('Networks that reach it while it is not isolated: addresses or CIDR. An empty list lets nobody in.')
param allowedNetworks array

@description('Nothing is destroyed while it is true.')
param legalHold bool

var durableTaskDataContributor = '0ad04412-c4d5-4796-b79c-f76d14c8d402'

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  properties: {
    publicNetworkAccess: isolated ? 'Disabled' : 'Enabled'
    ipAllowlist: isolated ? [] : allowedNetworks
    sku: {
      name: 'Consumption'
    }
  }
}

resource hub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' = {
  parent: scheduler
  name: taskHubName
}

// Histories hold ids and instants only, and the journal is the truth: a finished one is not needed long.
resource retention 'Microsoft.DurableTask/schedulers/retentionPolicies@2026-02-01' = if (!legalHold) {
  parent: scheduler
  name: 'default'
  properties: {
    retentionPolicies: [
      {
        retentionPeriodInDays: 30
        orchestrationState: 'Completed'
      }
      {
        retentionPeriodInDays: 90
        orchestrationState: 'Failed'
      }
    ]
  }
}

resource worker 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hub
  name: guid(hub.id, principalId, durableTaskDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', durableTaskDataContributor)
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: scheduler
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

output id string = scheduler.id
output endpoint string = scheduler.properties.endpoint
