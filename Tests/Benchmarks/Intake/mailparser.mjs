// Reads the mails of a folder with mailparser, round after round, and says how many a second. Usage: node mailparser.mjs MODULES FOLDER ROUNDS
import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [modules, folder, rounds] = process.argv.slice(2);
const require = createRequire(modules + '/');
const { simpleParser } = require('mailparser');
const mails = readdirSync(folder).sort().map((name) => readFileSync(join(folder, name)));

async function round() {
  let files = 0;
  const start = process.hrtime.bigint();
  for (const mail of mails) {
    const parsed = await simpleParser(mail, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true });
    files += parsed.attachments.length;
  }
  return { perSecond: mails.length / (Number(process.hrtime.bigint() - start) / 1e9), files };
}

await round();
const results = [];
for (let i = 0; i < Number(rounds); i++) {
  results.push(await round());
}
process.stdout.write(JSON.stringify({ version: require('mailparser/package.json').version, perSecond: results.map((r) => r.perSecond), files: results[0].files }));
