// What this project never gives up, whatever Azure allows: [type without version, path, wanted text of the value]. A star in a path is each item of a list.
import { oneLine, properties } from './bicep-file.mjs';

const Policies = [
  ['Microsoft.Storage/storageAccounts', 'properties.allowSharedKeyAccess', 'false'],
  ['Microsoft.Storage/storageAccounts', 'properties.allowBlobPublicAccess', 'false'],
  ['Microsoft.Storage/storageAccounts', 'properties.supportsHttpsTrafficOnly', 'true'],
  ['Microsoft.Storage/storageAccounts', 'properties.minimumTlsVersion', "'TLS1_2'"],
  ['Microsoft.Storage/storageAccounts', 'properties.publicNetworkAccess', "isolated ? 'Disabled' : 'Enabled'"],
  ['Microsoft.Storage/storageAccounts', 'properties.networkAcls.defaultAction', "isolated ? 'Deny' : 'Allow'"],
  ['Microsoft.Storage/storageAccounts/blobServices/containers', 'properties.publicAccess', "'None'"],
  ['Microsoft.Storage/storageAccounts/managementPolicies', 'properties.policy.rules.*.enabled', '!legalHold'],
  ['Microsoft.KeyVault/vaults', 'properties.enableRbacAuthorization', 'true'],
  ['Microsoft.KeyVault/vaults', 'properties.enablePurgeProtection', 'true'],
  ['Microsoft.KeyVault/vaults', 'properties.publicNetworkAccess', "isolated ? 'Disabled' : 'Enabled'"],
  ['Microsoft.KeyVault/vaults', 'properties.networkAcls.defaultAction', "isolated ? 'Deny' : 'Allow'"],
  ['Microsoft.Web/sites', 'properties.httpsOnly', 'true'],
  ['Microsoft.Web/sites', 'properties.functionAppConfig.scaleAndConcurrency.alwaysReady', "empty(schedulerEndpoint) ? [ { name: 'durable' instanceCount: 1 } ] : []"],
  ['Microsoft.Web/sites/basicPublishingCredentialsPolicies', 'properties.allow', 'false'],
  ['Microsoft.BotService/botServices', 'properties.disableLocalAuth', 'true'],
  ['Microsoft.OperationalInsights/workspaces', 'properties.features.disableLocalAuth', 'true'],
  ['Microsoft.DurableTask/schedulers', 'properties.publicNetworkAccess', "isolated ? 'Disabled' : 'Enabled'"],
  ['Microsoft.DurableTask/schedulers', 'properties.ipAllowlist', 'isolated ? [] : allowedNetworks'],
];

/** What is there under a condition only: it destroys, and must not while everything is held. */
const Conditions = [
  ['Microsoft.DurableTask/schedulers/retentionPolicies', 'if (!legalHold)'],
];

const isOf = (resource, type) => resource.type.split('@')[0].toLowerCase() === type.toLowerCase();

/** The values at a path; undefined where it ends early. */
function valuesAt(value, [step, ...rest]) {
  if (step === undefined) {
    return [value];
  }

  if (step === '*') {
    return value?.type === 'array' && value.namedChildren.length > 0 ? value.namedChildren.flatMap(item => valuesAt(item, rest)) : [undefined];
  }

  return valuesAt(value?.type === 'object' ? properties(value).get(step)?.value : undefined, rest);
}

export function checkPolicy(resource, tell) {
  for (const [type, path, wanted] of Policies.filter(([type]) => isOf(resource, type))) {
    for (const value of valuesAt(resource.body, path.split('.'))) {
      if (oneLine(value?.text ?? '') !== wanted) {
        tell(value ?? resource.body, `${type} must have ${path}: ${wanted}`);
      }
    }
  }

  for (const [type, condition] of Conditions.filter(([type]) => isOf(resource, type))) {
    if (!resource.head.endsWith(`= ${condition}`)) {
      tell(resource.node, `${type} must be there ${condition}`);
    }
  }
}
