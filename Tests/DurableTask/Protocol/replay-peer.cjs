// Microsoft's JavaScript worker as an oracle: one orchestrator that walks through the steps in its input, as ScriptedOrchestration
// does. Reads one base64 OrchestratorRequest a line, writes one base64 OrchestratorResponse a line.
const readline = require("node:readline");
const { NoOpLogger, RetryPolicy, TaskHubGrpcWorker, whenAll, whenAny } = require("@microsoft/durabletask-js");

const hour = 3600;
const worker = new TaskHubGrpcWorker({ logger: new NoOpLogger() });

async function* attempt(task) {
  try {
    return yield task;
  } catch {
    return "failed";
  }
}

async function* take(context, step, index) {
  switch (step.op) {
    case "activity":
      return yield* attempt(context.callActivity(step.name, index));
    case "retry":
      return yield* attempt(context.callActivity(step.name, index, {
        retry: new RetryPolicy({ maxNumberOfAttempts: 3, firstRetryIntervalInMilliseconds: hour * 1000, backoffCoefficient: 2 }),
      }));
    case "child":
      return yield* attempt(context.callSubOrchestrator(step.name, index, { instanceId: `child-${index}` }));
    case "all": {
      const tasks = Array.from({ length: step.count }, (_, i) => context.callActivity(`ok${i}`, index));
      return (yield whenAll(tasks)).join("|");
    }
    case "any": {
      const tasks = Array.from({ length: step.count }, (_, i) => context.callActivity(`ok${i}`, index));
      const winner = yield whenAny(tasks);
      yield whenAll(tasks);
      return `${tasks.indexOf(winner)}`;
    }
    case "parallel": {
      const activity = context.callActivity("A0", index);
      const child = context.callSubOrchestrator("C", index, { instanceId: `child-${index}` });
      try {
        return (yield whenAll([activity, child])).join("|");
      } catch {
        return "failed";
      }
    }
    case "twice": {
      const task = context.callActivity("ok", index);
      return (yield task) + (yield task);
    }
    case "timer":
      yield context.createTimer(step.hours * hour);
      return context.currentUtcDateTime.toISOString();
    case "event":
      return yield context.waitForExternalEvent(step.name);
    case "timeout": {
      const timer = context.createTimer(step.hours * hour);
      const event = context.waitForExternalEvent(step.name);
      if ((yield whenAny([event, timer])) === timer) {
        return "timeout";
      }
      timer.cancel();
      return event.getResult();
    }
    case "send":
      context.sendEvent("other", step.name, index);
      return "sent";
    case "version":
      return context.version;
    case "throw":
      throw new Error("thrown");
    case "again":
      context.continueAsNew(step.steps, true);
      return "again";
    default:
      throw new Error(`unknown step ${step.op}`);
  }
}

worker.addNamedOrchestrator("Script", async function* (context, steps) {
  const seen = [];
  for (const [index, step] of steps.entries()) {
    context.setCustomStatus(index);
    seen.push(yield* take(context, step, index));
  }
  return seen;
});

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  worker.processOrchestratorRequest(Buffer.from(line, "base64")).then(
    (response) => console.log(Buffer.from(response).toString("base64")),
    (error) => console.log(`error ${JSON.stringify(String(error))}`));
});
