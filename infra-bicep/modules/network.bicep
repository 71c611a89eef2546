// Stores and vault behind private endpoints; the app reaches them through its delegated subnet.
param stem string
param location string
param hostStorageId string
param caseStorageId string

@description('Empty: there is no copy.')
param copyStorageId string
param vaultId string

@description('Empty: the task hub lives in the host storage account.')
param schedulerId string

var storageSuffix = environment().suffixes.storage
var copyEndpoints = empty(copyStorageId) ? [] : [
  { name: 'copy-blob', target: copyStorageId, group: 'blob', zone: 'privatelink.blob.${storageSuffix}' }
  { name: 'copy-table', target: copyStorageId, group: 'table', zone: 'privatelink.table.${storageSuffix}' }
]
var schedulerEndpoints = empty(schedulerId) ? [] : [
  { name: 'scheduler', target: schedulerId, group: 'scheduler', zone: 'privatelink.durabletask.io' }
]
var endpoints = union(copyEndpoints, schedulerEndpoints, [
  { name: 'host-blob', target: hostStorageId, group: 'blob', zone: 'privatelink.blob.${storageSuffix}' }
  { name: 'host-queue', target: hostStorageId, group: 'queue', zone: 'privatelink.queue.${storageSuffix}' }
  { name: 'host-table', target: hostStorageId, group: 'table', zone: 'privatelink.table.${storageSuffix}' }
  { name: 'case-blob', target: caseStorageId, group: 'blob', zone: 'privatelink.blob.${storageSuffix}' }
  { name: 'case-table', target: caseStorageId, group: 'table', zone: 'privatelink.table.${storageSuffix}' }
  { name: 'vault', target: vaultId, group: 'vault', zone: 'privatelink.vaultcore.azure.net' }
])
var zones = union(map(endpoints, e => e.zone), [])

resource vnet 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-${stem}'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: ['10.60.0.0/24']
    }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.60.0.0/26'
          delegations: [
            {
              name: 'flex'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'stores'
        properties: {
          addressPrefix: '10.60.0.64/26'
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }
}

resource dns 'Microsoft.Network/privateDnsZones@2024-06-01' = [for zone in zones: {
  name: zone
  location: 'global'
}]

resource dnsLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (zone, i) in zones: {
  parent: dns[i]
  name: 'link-${stem}'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: vnet.id
    }
  }
}]

resource doors 'Microsoft.Network/privateEndpoints@2025-05-01' = [for endpoint in endpoints: {
  name: 'pe-${stem}-${endpoint.name}'
  location: location
  properties: {
    subnet: {
      id: '${vnet.id}/subnets/stores'
    }
    privateLinkServiceConnections: [
      {
        name: endpoint.name
        properties: {
          privateLinkServiceId: endpoint.target
          groupIds: [endpoint.group]
        }
      }
    ]
  }
}]

resource doorNames 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [for (endpoint, i) in endpoints: {
  parent: doors[i]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: endpoint.group
        properties: {
          privateDnsZoneId: dns[indexOf(zones, endpoint.zone)].id
        }
      }
    ]
  }
}]

output appSubnetId string = '${vnet.id}/subnets/app'
