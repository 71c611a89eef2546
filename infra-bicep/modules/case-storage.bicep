// Journals, ledgers and read model in tables, documents in blobs. Apart from the host's account, so that rights and retention differ.
param name string
param location string
param principalId string
param isolated bool
param undeleteDays int

@description('Nothing is destroyed while it is true.')
param legalHold bool

param anchorDays int
@allowed(['Standard_LRS', 'Standard_ZRS'])
param replication string
param workspaceId string

var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: {
    name: replication
  }
  properties: {
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isolated ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isolated ? 'Deny' : 'Allow'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-08-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: undeleteDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: undeleteDays
    }
  }
}

resource documents 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = {
  parent: blobs
  name: 'documents'
  properties: {
    publicAccess: 'None'
  }
}

// Letters that lie ready for people to send.
resource dispatch 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = {
  parent: blobs
  name: 'dispatch'
  properties: {
    publicAccess: 'None'
  }
}

// Notices to the state's service of the official e-address, and what is known of them.
resource eAddress 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = {
  parent: blobs
  name: 'e-address'
  properties: {
    publicAccess: 'None'
  }
}

// Authority and mails of the synthetic resident. Its key is trusted for invented cases only; nobody but the app's identity needs to read it.
resource synthetic 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = {
  parent: blobs
  name: 'synthetic'
  properties: {
    publicAccess: 'None'
  }
}

// Keys of cookies and forms, shared by the instances.
resource sessions 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = {
  parent: blobs
  name: 'sessions'
  properties: {
    publicAccess: 'None'
  }
}

// The daily root hash of the journals: it may be added, never changed, by anybody once the policy is locked (scripts/lock-anchors.sh); deployed unlocked, so that a wrong term can be corrected.
resource anchors 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = {
  parent: blobs
  name: 'anchors'
  properties: {
    publicAccess: 'None'
  }
}

resource anchorsKept 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-08-01' = {
  parent: anchors
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: anchorDays
    allowProtectedAppendWrites: false
  }
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2025-08-01' = {
  parent: account
  name: 'default'
}

// Nothing of ours uses queues of this account, and the identity has no right to them; whoever does is written down.
resource queues 'Microsoft.Storage/storageAccounts/queueServices@2025-08-01' = {
  parent: account
  name: 'default'
}

// Old versions of a document end with their undelete time, unless a legal hold keeps everything. Documents themselves are destroyed only by the app's approved list.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-08-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'old-versions'
          type: 'Lifecycle'
          enabled: !legalHold
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['documents/', 'dispatch/', 'e-address/', 'synthetic/', 'sessions/']
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: undeleteDays
                }
              }
            }
          }
        }
      ]
    }
  }
}

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in [blobDataContributor, tableDataContributor]: {
  scope: account
  name: guid(account.id, principalId, role)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

resource kept 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: account
  name: 'cases-are-not-deleted'
  properties: {
    level: 'CanNotDelete'
    notes: 'Cases of residents. Remove the lock only with the records manager.'
  }
}

resource blobAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

resource tableAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: tables
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

resource queueAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: queues
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

output id string = account.id
output name string = account.name
