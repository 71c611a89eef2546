// Runs and times edockit in its own warm process: node edockit.mjs MODULE_DIR ROUNDS FILE... prints {"version","ms":[median per file],"valid":[bool per file]}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, rounds, ...files] = process.argv.slice(2);
const require = createRequire(join(modules, "x.js"));
const { parseEdoc, verifySignature } = require("edockit");
const version = JSON.parse(readFileSync(join(modules, "edockit", "package.json"), "utf8")).version;

async function verify(bytes) {
  const container = parseEdoc(bytes);
  let valid = container.signatures.length > 0;
  for (const signature of container.signatures) {
    const result = await verifySignature(signature, container.files, { checkRevocation: false, verifyTimestamps: true });
    valid = valid && result.isValid;
  }
  return valid;
}

const ms = [];
const valid = [];
for (const file of files) {
  const bytes = new Uint8Array(readFileSync(file));
  let outcome = false;
  try {
    for (let i = 0; i < 10; i++) outcome = await verify(bytes);
    const times = [];
    for (let i = 0; i < Number(rounds); i++) {
      const start = performance.now();
      await verify(bytes);
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    ms.push(times[times.length >> 1]);
  } catch {
    ms.push(null);
  }
  valid.push(outcome);
}
console.log(JSON.stringify({ version, ms, valid }));
