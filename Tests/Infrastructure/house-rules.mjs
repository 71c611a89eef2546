// What a whole file must have, whatever Azure allows: least rights, a log of every door, and that what holds everything is passed on.
import { all, oneLine, text } from './bicep-file.mjs';

const BlobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b';
const BlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe';
const QueueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88';
const TableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3';
const SecretsUser = '4633458b-17de-408a-b874-0445c86b69e6';
const MetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb';
const DurableTaskDataContributor = '0ad04412-c4d5-4796-b79c-f76d14c8d402';

/** The rights each file may give, no more and no fewer. Queues are the host's own: the app uses none. */
const Roles = {
  'modules/host-storage.bicep': [BlobDataOwner, QueueDataContributor, TableDataContributor],
  'modules/case-storage.bicep': [BlobDataContributor, TableDataContributor],
  'modules/vault.bicep': [SecretsUser],
  'modules/watch.bicep': [MetricsPublisher],
  'modules/scheduler.bicep': [DurableTaskDataContributor],
};

/** Who used these is written down in the workspace. */
const Watched = [
  'Microsoft.Storage/storageAccounts/blobServices',
  'Microsoft.Storage/storageAccounts/queueServices',
  'Microsoft.Storage/storageAccounts/tableServices',
  'Microsoft.KeyVault/vaults',
  'Microsoft.Web/sites',
  'Microsoft.DurableTask/schedulers',
  'Microsoft.BotService/botServices',
];

const Services = ['blobServices', 'queueServices', 'tableServices'];

/** Module parameters that nobody may decide anew on the way: parameter → what main.bicep gives. */
const PassedOn = { legalHold: 'legalHold', isolated: 'isolateStores' };

/** Parameters that every parameter file states: an omission is no decision. */
const Stated = ['scannerHost', 'schedulerAllowedNetworks'];

/** Settings of the app without which waiting cases would sleep, or be destroyed: variable → how it begins. */
const Settings = {
  schedulerSettings: "empty(schedulerEndpoint) ? { AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval: '00:00:10' } : {",
  retentionSettings: "legalHold ? { Retention__LegalHold: 'true' } : {}",
};

const Guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const withoutVersion = resource => resource.type.split('@')[0];

export function checkFile(file, tell) {
  const resources = [...file.resources()];
  checkRoles(file, resources, tell);
  checkWatched(resources, tell);
  checkSettings(file, resources, tell);
  checkPassedOn(file, tell);
  checkStated(file, tell);
  checkProduction(file, tell);
}

function checkRoles(file, resources, tell) {
  const wanted = Roles[file.name] ?? [];
  const given = new Map();
  for (const { node } of resources.filter(r => withoutVersion(r) === 'Microsoft.Authorization/roleAssignments')) {
    const named = [...all(node, 'identifier')].map(i => text(file.variable(i.text)));
    const literal = [...all(node, 'string')].map(text);
    for (const role of [...named, ...literal].filter(r => Guid.test(r ?? ''))) {
      given.set(role, node);
    }
  }

  for (const [role, node] of given) {
    if (!wanted.includes(role)) {
      tell(node, `gives the role ${role}, which is not needed there`);
    }
  }

  for (const role of wanted.filter(r => !given.has(r))) {
    tell(file.root, `does not give the role ${role}`);
  }
}

function checkWatched(resources, tell) {
  const audited = resources
    .filter(r => withoutVersion(r) === 'Microsoft.Insights/diagnosticSettings')
    .map(r => /\bscope: (\w+)/.exec(r.node.text)?.[1]);
  for (const resource of resources.filter(r => Watched.includes(withoutVersion(r)) && !r.existing)) {
    if (!audited.includes(resource.symbol)) {
      tell(resource.node, `'${resource.symbol}' has no diagnostic settings`);
    }
  }

  for (const account of resources.filter(r => withoutVersion(r) === 'Microsoft.Storage/storageAccounts' && !r.existing)) {
    for (const service of Services.filter(s => !resources.some(r => withoutVersion(r) === `Microsoft.Storage/storageAccounts/${s}`))) {
      tell(account.node, `'${account.symbol}' does not declare its ${service}, so nobody sees who uses them`);
    }
  }
}

function checkSettings(file, resources, tell) {
  for (const site of resources.filter(r => withoutVersion(r) === 'Microsoft.Web/sites')) {
    for (const [name, wanted] of Object.entries(Settings)) {
      const value = file.variable(name);
      if (!oneLine(value?.text ?? '').startsWith(wanted)) {
        tell(value ?? site.node, `the variable ${name} must begin ${wanted}`);
      }
    }
  }
}

function checkPassedOn(file, tell) {
  for (const { symbol, given } of file.modules) {
    for (const [name, wanted] of Object.entries(PassedOn).filter(([name]) => given.has(name))) {
      if (given.get(name).value.text !== wanted) {
        tell(given.get(name).node, `module '${symbol}' must be given ${name}: ${wanted}`);
      }
    }
  }
}

function checkStated(file, tell) {
  if (file.name !== 'main.bicep') {
    return;
  }

  for (const parameter of file.parameters.filter(p => Stated.includes(p.name) && !p.required)) {
    tell(file.root, `the parameter '${parameter.name}' must be stated by every parameter file and has no default`);
  }
}

function checkProduction(file, tell) {
  if (!file.name.endsWith('.bicepparam') || text(file.variable('stage')) !== 'prod') {
    return;
  }

  for (const content of all(file.root, 'string_content')) {
    if (/^(0\.0\.0\.0|::)\/0$/.test(content.text)) {
      tell(content, 'opens production to every network');
    }
  }
}
