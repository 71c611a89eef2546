// Reads "MESSAGE base64" lines and writes what Microsoft's JavaScript sees in the bytes, as one JSON object a line.
const readline = require("node:readline");
const path = require("node:path");
const pb = require(path.join(path.dirname(require.resolve("@microsoft/durabletask-js")), "proto/orchestrator_service_pb"));

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const [name, base64] = line.split(" ");
  console.log(JSON.stringify(pb[name] ? pb[name].deserializeBinary(Buffer.from(base64, "base64")).toObject() : null));
});
