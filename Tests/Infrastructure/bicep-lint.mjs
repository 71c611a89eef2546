// node bicep-lint.mjs FOLDER [TYPES-FOLDER]: checks every .bicep and .bicepparam of the folder against the names the files themselves
// declare, against the rules of this house and, with a TYPES-FOLDER, against Azure's own resource types. Writes one JSON report; a
// resource type without a type file is listed as unchecked, never passed; without the folder that is every one.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { AzureTypes } from './azure-types.mjs';
import { BicepFile } from './bicep-file.mjs';
import { checkPolicy } from './house-policy.mjs';
import { checkFile } from './house-rules.mjs';

const [folder, typesFolder] = process.argv.slice(2);
const grammar = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));

const types = typesFolder ? new AzureTypes(typesFolder) : null;
const report = { files: 0, resources: 0, checked: [], unchecked: [], problems: [] };
const files = new Map();

for (const name of fs.readdirSync(folder, { recursive: true }).filter(n => /\.bicep(param)?$/.test(n)).sort()) {
  // The grammar knows no parameter files; but for the keyword, their assignments are variables.
  const source = fs.readFileSync(path.join(folder, name), 'utf8');
  const file = new BicepFile(name, parser.parse(name.endsWith('param') ? source.replace(/^param (?=\w+ =)/gm, 'var ') : source));
  files.set(path.normalize(name), file);
  report.files++;
}

for (const file of files.values()) {
  const tell = (node, message) => report.problems.push({ file: file.name, line: node.startPosition.row + 1, message });
  file.checkSyntax(tell);
  file.checkNames(tell);
  file.checkModules(files, tell);
  file.checkSecrets(tell);
  checkFile(file, tell);
  for (const resource of file.resources()) {
    report.resources++;
    const written = resource.body && !resource.existing;
    if (written) {
      checkPolicy(resource, tell);
    }

    const type = types?.find(resource.type);
    if (!type) {
      report.unchecked.push(resource.type);
      continue;
    }

    report.checked.push(resource.type);
    if (written) {
      types.check(type, resource.body, resource, tell);
    }
  }
}

report.checked = [...new Set(report.checked)].sort();
report.unchecked = [...new Set(report.unchecked)].sort();
console.log(JSON.stringify(report, null, 1));
