// The Functions app on Flex Consumption. Its image has no .NET: the package is self-contained and runs as a custom handler.
param name string
param location string
param identityId string
param identityClientId string
param deploymentContainerUrl string
param hostStorageName string
param caseStorageName string

@description('Empty: the cases are not copied.')
param copyStorageName string
param vaultUri string
param insightsConnectionString string
param workspaceId string

@description('Empty: the task hub lives in the host storage account.')
param schedulerEndpoint string
param taskHubName string

@description('Application id of the registration in Entra ID with which staff sign in.')
param signInClientId string

@description('Mailbox that is read and sent from.')
param mailbox string

@description('graph or sendgrid.')
param mailSender string

@description('Public key of the event webhook of SendGrid. Empty: no events.')
param sendGridWebhookKey string

@description('Only production writes to everyone.')
param isProduction bool

@description('Address or domain that may be written to outside production. Empty: nobody.')
param allowedRecipients string

@description('Id of the pack whose letters are sealed, and whose e-address it is.')
param municipality string

@description('Whether the Teams bot is there, which signs in as the identity.')
param withTeamsBot bool

@description('Address of the status page for residents. Empty: no links.')
param residentAddress string

@description('Entra ID is asked which accounts of staff are gone.')
param asksAccounts bool

@description('Address of the state\'s UnifiedService.svc. Empty: the e-address is a person\'s.')
param eAddressEndpoint string

@description('The institution\'s own e-address.')
param eAddress string

@description('Its name as the addressee sees it.')
param eAddressTitle string

@description('Name of the certificate in the vault for the e-address.')
param eAddressCertificate string

@description('Host of the ClamAV daemon, or none.')
param scannerHost string

@description('Name of the sealing certificate in the vault. Empty: no seal.')
param sealCertificate string

@description('A time-stamping service. Empty: no time-stamps.')
param timeStampUrl string

@description('Policy asked of it. Empty: its own.')
param timeStampPolicy string

@description('Nothing is destroyed while it is true.')
param legalHold bool

@description('Where the trusted list is fetched. Empty: the one of the package.')
param trustedListUrl string

@description('off, on or ending.')
param syntheticMode string

@description('The only address that mail of the synthetic resident goes to.')
param syntheticDiscard string

@description('Empty: the app stays outside a virtual network.')
param subnetId string

var hostSettings = {
  AzureWebJobsStorage__accountName: hostStorageName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AZURE_CLIENT_ID: identityClientId
}

// The two keys are made once and put into the vault by hand (README): they must outlive every deployment.
var storeSettings = {
  Stores__CaseAccount: caseStorageName
  Stores__IdentityClientId: identityClientId
  Stores__PersonLookupKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/person-lookup-key/)'
  Stores__CaseAddressKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/case-address-key/)'
}

// The staff list travels in the package (workflow deploy). Staff prove who they are to App Service authentication; the identity stands in for the registration's secret.
var signInSettings = {
  SignIn__Mode: 'app-service'
  SignIn__TenantId: tenant().tenantId
  Staff__File: '/home/site/wwwroot/staff.json'
  OVERRIDE_USE_MI_FIC_CLIENTID: identityClientId
}

// An app without a sender does not start; outside production only listed recipients are written to.
var mailSettings = {
  Mail__Graph__Mailbox: mailbox
  Mail__Graph__NotificationUrl: 'https://${name}.azurewebsites.net/api/mail/notifications'
  Mail__Outgoing__Sender: mailSender
  Mail__Outgoing__Recipients: isProduction ? 'everyone' : 'listed'
}

var sendGridSettings = mailSender == 'sendgrid' ? {
  Mail__SendGrid__ApiKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/sendgrid-api-key/)'
  Mail__SendGrid__WebhookPublicKey: sendGridWebhookKey
} : {}

var recipientSettings = empty(allowedRecipients) ? {} : {
  Mail__Outgoing__AllowedRecipients__0: allowedRecipients
}

var copySettings = empty(copyStorageName) ? {} : {
  StoresCopy__Account: copyStorageName
}

var teamsSettings = withTeamsBot ? {
  Teams__AppId: identityClientId
  Teams__TenantId: tenant().tenantId
  Teams__Workplace: 'https://${name}.azurewebsites.net/'
} : {}

var residentSettings = empty(residentAddress) ? {} : {
  Resident__PublicAddress: residentAddress
}

var dutySettings = asksAccounts ? {
  Duty__Entra__IsOn: 'true'
} : {}

var scannerSettings = scannerHost == 'none' ? {} : {
  Scanner__ClamAv__Host: scannerHost
}

// A certificate of the vault, read as a secret, is its PKCS #12 with the key, as Base64.
var sealSettings = empty(sealCertificate) ? {} : union({
  'Seal__${municipality}__Certificate': '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${sealCertificate}/)'
}, empty(timeStampUrl) ? {} : {
  'Seal__${municipality}__TimeStampUrl': timeStampUrl
}, empty(timeStampPolicy) ? {} : {
  'Seal__${municipality}__TimeStampPolicy': timeStampPolicy
})

var anchorSettings = union(empty(timeStampUrl) ? {} : {
  Anchors__TimeStampUrl: timeStampUrl
}, empty(timeStampPolicy) ? {} : {
  Anchors__TimeStampPolicy: timeStampPolicy
})

var retentionSettings = legalHold ? {
  Retention__LegalHold: 'true'
} : {}

var eAddressSettings = empty(eAddressEndpoint) ? {
  EAddress__Mode: 'off'
} : {
  EAddress__Mode: 'div'
  EAddress__Div__Endpoint: eAddressEndpoint
  'EAddress__Div__Accounts__${municipality}__Address': eAddress
  'EAddress__Div__Accounts__${municipality}__Title': eAddressTitle
  'EAddress__Div__Accounts__${municipality}__Certificate': '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${eAddressCertificate}/)'
}

// The disk is emptied with every restart: certificates travel in the package (workflow deploy).
var diskSettings = union({
  Trust__Folder: '/home/site/wwwroot/trust'
}, empty(trustedListUrl) ? {} : {
  TrustedLists__Url: trustedListUrl
})

var syntheticSettings = union({
  Synthetic__Mode: syntheticMode
}, empty(syntheticDiscard) ? {} : {
  Synthetic__Discard: syntheticDiscard
})

// With the hub in the storage account, an instance that sleeps would hear of a due timer only when something else wakes it.
var schedulerSettings = empty(schedulerEndpoint) ? {
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval: '00:00:10'
} : {
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
  AzureFunctionsJobHost__extensions__durableTask__hubName: taskHubName
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'custom'
        version: '1.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: 40
        alwaysReady: empty(schedulerEndpoint) ? [
          {
            name: 'durable'
            instanceCount: 1
          }
        ] : []
      }
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(hostSettings, storeSettings, signInSettings, mailSettings, sendGridSettings, recipientSettings, schedulerSettings, copySettings, teamsSettings, residentSettings, dutySettings, scannerSettings, sealSettings, anchorSettings, retentionSettings, diskSettings, eAddressSettings, syntheticSettings)
}

// Calls of Bot Framework, Graph and SendGrid come without a person, and the app checks them itself; the forms are for everybody, and the status page opens by a signed link.
resource signIn 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'RedirectToLoginPage'
      redirectToProvider: 'azureactivedirectory'
      excludedPaths: [
        '/api/messages'
        '/api/mail/notifications'
        '/api/mail/events'
        '/health'
        '/health/*'
        '/status'
        '/status/*'
        '/resident.css'
        '/icon.svg'
        '/forms'
        '/forms/*'
        '/site.css'
      ]
    }
    httpSettings: {
      requireHttps: true
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          clientId: signInClientId
          clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_CLIENTID'
        }
        validation: {
          allowedAudiences: [
            signInClientId
          ]
        }
      }
    }
  }
}

resource noFtp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: true
      }
    ]
  }
}

output name string = app.name
output host string = app.properties.defaultHostName
