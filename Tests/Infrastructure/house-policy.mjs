// What this project never gives up, whatever Azure allows: [type without version, path, wanted text of the value].
import { properties } from './bicep-file.mjs';

const Policies = [
  ['Microsoft.Storage/storageAccounts', 'properties.allowSharedKeyAccess', 'false'],
  ['Microsoft.Storage/storageAccounts', 'properties.allowBlobPublicAccess', 'false'],
  ['Microsoft.Storage/storageAccounts', 'properties.supportsHttpsTrafficOnly', 'true'],
  ['Microsoft.Storage/storageAccounts', 'properties.minimumTlsVersion', "'TLS1_2'"],
  ['Microsoft.Storage/storageAccounts/blobServices/containers', 'properties.publicAccess', "'None'"],
  ['Microsoft.KeyVault/vaults', 'properties.enableRbacAuthorization', 'true'],
  ['Microsoft.KeyVault/vaults', 'properties.enablePurgeProtection', 'true'],
  ['Microsoft.Web/sites', 'properties.httpsOnly', 'true'],
  ['Microsoft.Web/sites/basicPublishingCredentialsPolicies', 'properties.allow', 'false'],
  ['Microsoft.BotService/botServices', 'properties.disableLocalAuth', 'true'],
  ['Microsoft.OperationalInsights/workspaces', 'properties.features.disableLocalAuth', 'true'],
];

export function checkPolicy(resource, tell) {
  for (const [type, path, wanted] of Policies) {
    if (resource.type.split('@')[0].toLowerCase() !== type.toLowerCase()) {
      continue;
    }

    let value = resource.body;
    for (const step of path.split('.')) {
      value = value?.type === 'object' ? properties(value).get(step)?.value : undefined;
    }

    if (value?.text !== wanted) {
      tell(value ?? resource.body, `${type} must have ${path}: ${wanted}`);
    }
  }
}
