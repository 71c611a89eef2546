// Microsoft's JavaScript client, and its worker when asked for, against a sidecar over our hub. Plays the scenarios of one side and
// writes "ok NAME" or "failed NAME: why" for each; "advance SECONDS" asks for time to pass and waits for a line that says it has.
//   node sidecar-peer.cjs ADDRESS client|worker|serve
const assert = require("node:assert/strict");
const readline = require("node:readline");
const {
  NoOpLogger, OrchestrationStatus, PurgeInstanceCriteria, RetryPolicy, TaskHubGrpcClient, TaskHubGrpcWorker, terminateOptions, whenAll, whenAny,
} = require("@microsoft/durabletask-js");

const [address, side] = process.argv.slice(2);
const client = new TaskHubGrpcClient({ hostAddress: address, logger: new NoOpLogger() });
const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function advance(seconds) {
  console.log(`advance ${seconds}`);
  await lines.next();
}

const start = (name, input, options) => client.scheduleNewOrchestration(name, input, options);
const end = async (id) => {
  const state = await client.waitForOrchestrationCompletion(id, true, 30);
  const status = OrchestrationStatus[state.runtimeStatus];
  const json = status === "FAILED" ? undefined : state.serializedOutput; // a failure's output is its message, not JSON
  return { status, output: json && JSON.parse(json), state };
};
const statusOf = async (id) => OrchestrationStatus[(await client.getOrchestrationState(id)).runtimeStatus];
const completed = async (id, output) => {
  const { status, output: actual } = await end(id);
  assert.deepEqual({ status, output: actual }, { status: "COMPLETED", output });
};
const refused = (promise, code) => assert.rejects(promise, (error) => error.code === code);

const ofClient = {
  async "start and wait"() {
    const id = await start("Greet", "Anna");
    const { status, state } = await end(id);
    assert.equal(status, "COMPLETED");
    assert.equal(state.serializedInput, '"Anna"');
    assert.equal(state.serializedOutput, '"Hello, Anna!"');
    assert.equal(state.name, "Greet");
    assert.ok(state.createdAt <= state.lastUpdatedAt);
  },
  async "wait for start"() {
    const id = await start("Wait", null, "start-1");
    const state = await client.waitForOrchestrationStart(id, false, 30);
    assert.equal(state.runtimeStatus, OrchestrationStatus.RUNNING);
    await client.raiseOrchestrationEvent(id, "go", 1);
    await completed(id, 1);
  },
  async "start at a later time"() {
    const tomorrow = new Date("2026-01-06T08:00:00Z");
    const id = await start("Greet", "later", { instanceId: "later-1", startAt: tomorrow });
    assert.equal(await statusOf(id), "PENDING");
    await advance(86_400);
    await completed(id, "Hello, later!");
  },
  async "start twice under one id"() {
    const id = await start("Wait", null, "twice-1");
    await refused(start("Wait", null, "twice-1"), 6);
    await client.raiseOrchestrationEvent(id, "go", "x");
    await completed(id, "x");
  },
  async "start with an id that is none"() {
    await refused(start("Wait", null, "a/b"), 3);
  },
  async "unknown instance"() {
    assert.equal(await client.getOrchestrationState("nobody"), undefined);
    await refused(client.raiseOrchestrationEvent("nobody", "go", 1), 5);
    await refused(client.suspendOrchestration("nobody"), 5);
    await refused(client.waitForOrchestrationCompletion("nobody", true, 5), 5);
  },
  async "unknown orchestrator"() {
    const { status, state } = await end(await start("Nobody"));
    assert.equal(status, "FAILED");
    assert.match(state.failureDetails.message, /No orchestrator named 'Nobody'/);
  },
  async "raise any payload"() {
    for (const payload of [{ ā: [1, 2.5, null], s: "č\n\"" }, "2026-01-01T10:00:00.120Z", 0, false, null, []]) {
      const id = await start("Wait");
      await client.raiseOrchestrationEvent(id, "GO", payload);
      const { output } = await end(id);
      assert.deepEqual(output ?? null, payload);
    }
  },
  async "custom status"() {
    const id = await start("Wait");
    await client.waitForOrchestrationStart(id, false, 30);
    assert.equal((await client.getOrchestrationState(id)).serializedCustomStatus, '"waiting"');
    await client.terminateOrchestration(id);
  },
  async "suspend and resume"() {
    const id = await start("Wait");
    await client.suspendOrchestration(id);
    assert.equal(await statusOf(id), "SUSPENDED");
    await client.raiseOrchestrationEvent(id, "go", "kept");
    assert.equal(await statusOf(id), "SUSPENDED");
    await client.resumeOrchestration(id);
    await completed(id, "kept");
  },
  async "terminate"() {
    const id = await start("Wait");
    await client.terminateOrchestration(id, { why: "enough" });
    const { status, output } = await end(id);
    assert.deepEqual({ status, output }, { status: "TERMINATED", output: { why: "enough" } });
  },
  async "terminate with children"() {
    const id = await start("Parent", "Wait", "tree-1");
    await client.waitForOrchestrationStart(id, false, 30);
    await client.terminateOrchestration(id, terminateOptions({ output: "all", recursive: true }));
    assert.equal((await end(id)).status, "TERMINATED");
    assert.equal((await end("tree-1-child")).status, "TERMINATED");
  },
  async "failure details"() {
    const { status, state } = await end(await start("Fail"));
    assert.equal(status, "FAILED");
    assert.equal(state.failureDetails.message, "broken on purpose");
    assert.throws(() => state.raiseIfFailed(), /broken on purpose/);
  },
  async "timer"() {
    const id = await start("Sleep", 10);
    await client.waitForOrchestrationStart(id, false, 30);
    await advance(10 * 86_400);
    assert.equal((await end(id)).status, "COMPLETED");
  },
  async "sub-orchestration"() {
    await completed(await start("Parent", "Greet"), "Hello, child!");
  },
  async "continue as new"() {
    await completed(await start("Count", 0), 5);
  },
  async "version"() {
    await completed(await start("Version", null, { version: "2.1" }), "2.1");
  },
  async "query by pages, status and prefix"() {
    const ids = ["page-a", "page-b", "page-c"];
    for (const id of ids) await start("Greet", id, id);
    for (const id of ids) await end(id);
    const pages = [];
    for await (const page of client.getAllInstances({ instanceIdPrefix: "page-", pageSize: 2, fetchInputsAndOutputs: true }).asPages()) {
      pages.push(page.values.map((state) => `${state.instanceId} ${state.serializedOutput}`));
    }
    assert.deepEqual(pages, [['page-a "Hello, page-a!"', 'page-b "Hello, page-b!"'], ['page-c "Hello, page-c!"']]);
    const none = [];
    for await (const state of client.getAllInstances({ instanceIdPrefix: "page-", statuses: [OrchestrationStatus.FAILED] })) none.push(state);
    assert.equal(none.length, 0);
  },
  async "purge one and by filter"() {
    const one = await start("Greet", "gone", "gone-1");
    await end(one);
    assert.equal((await client.purgeOrchestration(one)).deletedInstanceCount, 1);
    assert.equal(await client.getOrchestrationState(one), undefined);
    const running = await start("Wait");
    assert.equal((await client.purgeOrchestration(running)).deletedInstanceCount, 0);
    await end(await start("Fail"));
    const failed = new PurgeInstanceCriteria();
    failed.setRuntimeStatusList([OrchestrationStatus.FAILED]);
    failed.setTimeout(30_000);
    assert.ok((await client.purgeOrchestration(failed)).deletedInstanceCount >= 1);
    for await (const state of client.getAllInstances({ statuses: [OrchestrationStatus.FAILED] })) assert.fail(`${state.instanceId} is left`);
    assert.equal(await statusOf(running), "RUNNING");
    await client.terminateOrchestration(running);
  },
  async "hundred at once"() {
    const ids = await Promise.all(Array.from({ length: 100 }, (_, i) => start("Greet", `${i}`)));
    const ends = await Promise.all(ids.map(end));
    assert.deepEqual(ends.map((e) => e.output), ids.map((_, i) => `Hello, ${i}!`));
  },
};

const tries = new Map();
const worker = new TaskHubGrpcWorker({ hostAddress: address, logger: new NoOpLogger() });
worker.addNamedActivity("Add", (_, [a, b]) => a + b);
worker.addNamedActivity("Echo", (_, input) => input);
worker.addNamedActivity("Throw", () => { throw new Error("the register is down"); });
worker.addNamedActivity("Flaky", (context) => {
  const count = (tries.get(context.orchestrationId) ?? 0) + 1;
  tries.set(context.orchestrationId, count);
  if (count < 3) throw new Error(`try ${count}`);
  return count;
});
worker.addNamedOrchestrator("Chain", async function* (context, count) {
  let sum = 0;
  for (let i = 1; i <= count; i++) sum = yield context.callActivity("Add", [sum, i]);
  return sum;
});
worker.addNamedOrchestrator("Fan", async function* (context, count) {
  return yield whenAll(Array.from({ length: count }, (_, i) => context.callActivity("Add", [i, i])));
});
worker.addNamedOrchestrator("Echoes", async function* (context, input) {
  return yield context.callActivity("Echo", input);
});
worker.addNamedOrchestrator("Caught", async function* (context) {
  try {
    yield context.callActivity("Throw");
    return "not thrown";
  } catch (error) {
    return error.message;
  }
});
worker.addNamedOrchestrator("Uncaught", async function* (context) {
  yield context.callActivity("Throw");
});
worker.addNamedOrchestrator("Retries", async function* (context) {
  const retry = new RetryPolicy({ maxNumberOfAttempts: 5, firstRetryIntervalInMilliseconds: 3_600_000 });
  return yield context.callActivity("Flaky", null, { retry });
});
worker.addNamedOrchestrator("Sleeps", async function* (context, hours) {
  const before = context.currentUtcDateTime;
  yield context.createTimer(hours * 3600);
  return (context.currentUtcDateTime - before) / 3_600_000;
});
worker.addNamedOrchestrator("Decides", async function* (context) {
  const decided = context.waitForExternalEvent("decided");
  const late = context.createTimer(3600);
  const winner = yield whenAny([decided, late]);
  if (winner === late) return "late";
  late.cancel();
  return decided.getResult();
});
worker.addNamedOrchestrator("Status", async function* (context) {
  context.setCustomStatus({ step: 1 });
  return yield context.waitForExternalEvent("go");
});
worker.addNamedOrchestrator("Parent", async function* (context, count) {
  const sums = yield whenAll(Array.from({ length: count }, (_, i) => context.callSubOrchestrator("Chain", i + 1, { instanceId: `${context.instanceId}-${i}` })));
  return sums;
});
worker.addNamedOrchestrator("ParentOfBroken", async function* (context) {
  try {
    yield context.callSubOrchestrator("Uncaught");
    return "not thrown";
  } catch (error) {
    return error.message.includes("the register is down");
  }
});
worker.addNamedOrchestrator("Again", async function* (context, seen) {
  seen.push(yield context.waitForExternalEvent("said"));
  if (seen.length < 4) {
    context.continueAsNew(seen, true);
    return;
  }
  return seen;
});
worker.addNamedOrchestrator("Sends", async function* (context, target) {
  context.sendEvent(target, "go", "from a friend");
  return "sent";
});

const ofWorker = {
  async "chain of activities"() {
    await completed(await start("Chain", 20), 210);
  },
  async "fan out and in"() {
    await completed(await start("Fan", 10), [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
  },
  async "payloads unchanged"() {
    for (const payload of [{ ā: [1, 2.5, null], s: "č\n\"" }, "2026-01-01T10:00:00.120Z", 5, true, [[]]]) {
      await completed(await start("Echoes", payload), payload);
    }
  },
  async "activity failure caught"() {
    assert.match((await end(await start("Caught"))).output, /the register is down/);
  },
  async "activity failure uncaught"() {
    const { status, state } = await end(await start("Uncaught"));
    assert.equal(status, "FAILED");
    assert.match(state.failureDetails.message, /the register is down/);
  },
  async "retries by durable timers"() {
    const id = await start("Retries");
    await advance(3 * 3600);
    await completed(id, 3);
  },
  async "timer"() {
    const id = await start("Sleeps", 48);
    await advance(24 * 3600);
    assert.equal(await statusOf(id), "RUNNING");
    await advance(25 * 3600);
    await completed(id, 48);
  },
  async "event before its timer"() {
    const id = await start("Decides");
    await client.waitForOrchestrationStart(id, false, 30);
    await client.raiseOrchestrationEvent(id, "decided", "granted");
    await completed(id, "granted");
  },
  async "timer before its event"() {
    const id = await start("Decides");
    await client.waitForOrchestrationStart(id, false, 30);
    await advance(3601);
    await completed(id, "late");
  },
  async "custom status"() {
    const id = await start("Status");
    await client.waitForOrchestrationStart(id, false, 30);
    assert.equal((await client.getOrchestrationState(id)).serializedCustomStatus, '{"step":1}');
    await client.raiseOrchestrationEvent(id, "go", 7);
    await completed(id, 7);
  },
  async "sub-orchestrations"() {
    await completed(await start("Parent", 3), [1, 3, 6]);
  },
  async "sub-orchestration that fails"() {
    await completed(await start("ParentOfBroken"), true);
  },
  async "continue as new with events kept"() {
    const id = await start("Again", []);
    for (const said of ["a", "b", "c", "d"]) await client.raiseOrchestrationEvent(id, "said", said);
    await completed(id, ["a", "b", "c", "d"]);
  },
  async "event between instances"() {
    const target = await start("Status");
    await client.waitForOrchestrationStart(target, false, 30);
    await completed(await start("Sends", target), "sent");
    await completed(target, "from a friend");
  },
  async "suspend and resume"() {
    const id = await start("Status");
    await client.waitForOrchestrationStart(id, false, 30);
    await client.suspendOrchestration(id);
    await client.raiseOrchestrationEvent(id, "go", "kept");
    assert.equal(await statusOf(id), "SUSPENDED");
    await client.resumeOrchestration(id);
    await completed(id, "kept");
  },
  async "terminate"() {
    const id = await start("Status");
    await client.waitForOrchestrationStart(id, false, 30);
    await client.terminateOrchestration(id, "enough");
    const { status, output } = await end(id);
    assert.deepEqual({ status, output }, { status: "TERMINATED", output: "enough" });
  },
  async "purge"() {
    const id = await start("Chain", 2);
    await end(id);
    assert.equal((await client.purgeOrchestration(id)).deletedInstanceCount, 1);
    assert.equal(await client.getOrchestrationState(id), undefined);
  },
  async "fifty at once"() {
    const ids = await Promise.all(Array.from({ length: 50 }, (_, i) => start("Chain", i % 5)));
    const ends = await Promise.all(ids.map(end));
    assert.deepEqual(ends.map((e) => e.output), ids.map((_, i) => ((i % 5) * ((i % 5) + 1)) / 2));
  },
};

async function play() {
  if (side !== "client") await worker.start();
  if (side === "serve") return;
  for (const [name, scenario] of Object.entries(side === "client" ? ofClient : ofWorker)) {
    try {
      await scenario();
      console.log(`ok ${name}`);
    } catch (error) {
      console.log(`failed ${name}: ${String(error.stack).replaceAll("\n", " | ")}`);
    }
  }
  process.exit(0);
}

play();
