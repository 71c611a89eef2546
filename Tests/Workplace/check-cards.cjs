// Parses cards with the official library: node check-cards.cjs LIBRARY < [card, …] > [[problem, …], …]
"use strict";
globalThis.window = globalThis;
const Module = require("node:module");
const fs = require("node:fs");
const library = new Module(process.argv[2]);
library._compile(fs.readFileSync(process.argv[2], "utf8"), process.argv[2]);
const { AdaptiveCard, SerializationContext, Versions } = library.exports;

const cards = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cards.map(function (json) {
  const context = new SerializationContext(Versions.v1_5);
  new AdaptiveCard().parse(json, context);
  // The library keeps the position of its pattern for "lang" between cards and so refuses every second valid value.
  return Array.from({ length: context.eventCount }, function (_, i) { return context.getEventAt(i).message; })
    .filter(function (message) { return message !== 'Invalid value "lv" for property "lang".'; });
})));
