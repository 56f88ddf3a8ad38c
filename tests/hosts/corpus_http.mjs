// Every corpus script over HTTP, a session each: exec, finish, compare stdout.
// usage: node corpus_http.mjs PROGRAM CORPUS
import http from "node:http";
import { difference, scripts } from "./corpus.mjs";
import { startServer } from "./http_server.mjs";

const [program, corpus] = process.argv.slice(2);
const { base, stop } = await startServer(program, "--heap-mib", "128", "--ticks", "2e9", "--seconds", "120");
const agent = new http.Agent({ keepAlive: true });
const waiting = scripts(corpus);
let passed = 0;
let failed = 0;

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(base + path, { method, agent }, (response) => {
      const pieces = [];
      response.on("data", (d) => pieces.push(d));
      response.on("end", () => resolve(JSON.parse(Buffer.concat(pieces).toString())));
    });
    request.on("error", reject);
    request.end(body && JSON.stringify(body));
  });
}

async function run({ source, filename }) {
  const { id } = await call("POST", "/api/v1/sessions");
  const session = `/api/v1/sessions/${id}`;
  await call("POST", `${session}/exec`, { source, filename });
  await call("POST", `${session}/finish`);
  const { stdout } = await call("GET", `${session}/output`);
  await call("DELETE", session);
  return stdout;
}

async function worker() {
  for (let script = waiting.shift(); script; script = waiting.shift()) {
    const wrong = difference(script, await run(script).catch(String));
    if (wrong) {
      failed++;
      console.log(wrong);
    } else {
      passed++;
    }
  }
}

try {
  await Promise.all([worker(), worker(), worker()]);
} finally {
  agent.destroy();
  stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
