// The OpenAPI document is valid, lists every command, and what it says is so: every example is run and its
// reply validated against the schema, and so is every reply of the transcripts.
// usage: node openapi.mjs PROGRAM
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { reporter, startServer } from "./http_server.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(path.join(here, "..", "..", "web", "package.json"));
const { Validator } = await import(require.resolve("@seriousme/openapi-schema-validator"));
const Ajv2020 = require("ajv/dist/2020.js").default;

const [program] = process.argv.slice(2);
const { report, finish } = reporter();
const { base, stop } = await startServer(program, "--sessions", "300");
const prefix = "/api/v1/sessions/{id}/";

const text = await (await fetch(`${base}/openapi.json`)).text();
const doc = JSON.parse(text);
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(doc, "doc");
const validators = new Map();

/** Null: the value fits the schema; else what is wrong. */
function misfit(schema, value) {
  if (!validators.has(schema)) {
    validators.set(schema, ajv.compile({ $ref: `doc#/components/schemas/${schema}` }));
  }
  const validate = validators.get(schema);
  return validate(value) ? null : `${ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`;
}

async function call(method, where, body) {
  const r = await fetch(base + where, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const reply = await r.text();
  return { status: r.status, text: reply, json: reply ? JSON.parse(reply) : null };
}

async function session() {
  return (await call("POST", "/api/v1/sessions")).json.id;
}

const schemaOf = (operation, status) =>
  operation.responses[status].content["application/json"].schema.$ref.split("/").pop();

function checkDocument(valid) {
  report("a valid OpenAPI 3.1 document", valid.valid && doc.openapi.startsWith("3.1"), JSON.stringify(valid.errors));
  report("the same from the terminal", execFileSync(program, ["openapi"], { maxBuffer: 1 << 26 }).toString() === `${text}\n`);
  const keys = [...text.matchAll(/"(\/[^"]*)":\{"(?:get|post|delete|parameters)"/g)].map((m) => m[1]);
  report("no path twice", new Set(keys).size === keys.length && keys.length === Object.keys(doc.paths).length, keys.length);
  const ids = Object.values(doc.paths).flatMap((p) => ["get", "post", "delete"].filter((m) => p[m]).map((m) => p[m].operationId));
  report("operation ids are unique", new Set(ids).size === ids.length);
}

async function checkCommands() {
  const described = JSON.parse(execFileSync(program, ["ask"], { input: '{"command":"describe"}\n', maxBuffer: 1 << 26 }));
  for (const { command } of described.commands) {
    const item = doc.paths[prefix + command];
    report(`${command}: has a route, an example, schemas`, Boolean(
      item?.post?.requestBody?.content["application/json"].example && schemaOf(item.post, 200)));
  }
}

/** The session is brought to where the example begins. */
async function prepared(operation) {
  const id = await session();
  for (const { command, body } of operation["x-before"]) {
    await call("POST", `/api/v1/sessions/${id}/${command}`, body);
  }
  return id;
}

async function runExample(route, item) {
  const media = item.post.requestBody.content["application/json"];
  const request = media.schema.$ref.split("/").pop();
  const name = route.slice(prefix.length);
  const id = await prepared(item.post);
  const { status, text: reply, json } = await call("POST", route.replace("{id}", id), media.example);
  const shown = item.post.responses[200].content["application/json"].example;
  report(`${name}: the example's request fits`, !misfit(request, media.example), misfit(request, media.example));
  const wrong = status === 200 ? misfit(schemaOf(item.post, 200), json) : `status ${status}: ${reply}`;
  report(`${name}: and its reply`, !wrong, wrong);
  report(`${name}: which is the one shown`, shown === undefined || JSON.stringify(shown) === JSON.stringify(json));
  await call("DELETE", `/api/v1/sessions/${id}`);
  if (item.get) {
    const query = new URLSearchParams(Object.entries(media.example).map(([k, v]) => [k, String(v)]));
    const other = await prepared(item.get);
    const got = await call("GET", `${route.replace("{id}", other)}?${query}`);
    report(`${name}: GET answers the same`, got.text === reply, got.text);
    await call("DELETE", `/api/v1/sessions/${other}`);
  }
}

async function shown() {
  const id = await session();
  return { id, view: (await call("POST", `/api/v1/sessions/${id}/view`)).json.id };
}

/** What a follower may ask of a session's view is the session's own command. */
async function checkFollowers() {
  const route = "/api/v1/views/{id}/{command}";
  const { id, view } = await shown();
  await call("POST", `/api/v1/sessions/${id}/exec`, { source: "a = [1]" });
  const allowed = doc.paths[route].parameters.find((p) => p.name === "command").schema.enum;
  report("followers may look, and not search or do", allowed.includes("state") && allowed.includes("export") &&
    !allowed.some((c) => ["compare", "exec", "seek", "deaths", "check", "reset"].includes(c)), allowed.join());
  for (const command of allowed.filter((c) => !doc.paths[prefix + c].get.parameters.some((p) => p.required))) {
    const own = await call("POST", `/api/v1/sessions/${id}/${command}`, {});
    const asked = await call("POST", route.replace("{id}", view).replace("{command}", command), {});
    const got = await call("GET", route.replace("{id}", view).replace("{command}", command));
    report(`${command}: a follower has the same answer`, asked.status === own.status && asked.text === own.text && got.text === own.text, asked.text);
  }
}

async function checkOwnRoutes() {
  const { id, view } = await shown();
  for (const [route, item] of Object.entries(doc.paths)) {
    for (const method of ["get", "post", "delete"]) {
      const operation = item[method];
      const status = operation && Object.keys(operation.responses)[0];
      if (!operation || operation["x-before"] || !operation.responses[status].content) continue;
      const own = method === "delete" ? (await shown()).id : id;
      const target = route.includes("/views/") ? view : own;
      const body = operation.requestBody?.content["application/json"].example;
      const answer = await call(method.toUpperCase(), route.replace("{id}", target), body);
      const wrong = answer.status === Number(status) ? misfit(schemaOf(operation, status), answer.json) : answer.status;
      report(`${operation.operationId}: answers as described`, !wrong, wrong);
    }
  }
  for (const [method, where] of [["GET", "/nowhere"], ["POST", "/healthz"], ["POST", `/api/v1/sessions/${id}/unbind`]]) {
    const answer = await call(method, where);
    report(`${method} ${where.replace(id, "ID")}: an error as described`, answer.status >= 400 && !misfit("ErrorReply", answer.json), answer.text);
  }
}

async function checkTranscripts() {
  const folder = path.join(here, "..", "api");
  for (const file of readdirSync(folder).filter((f) => f.endsWith(".jsonl")).sort()) {
    const lines = readFileSync(path.join(folder, file), "utf8").split("\n").filter((l) => l);
    const out = execFileSync(program, ["ask"], { input: `${lines.join("\n")}\n`, maxBuffer: 1 << 28 }).toString().trimEnd().split("\n");
    const wrong = lines.map((line, i) => {
      const reply = JSON.parse(out[i]);
      if (!reply.ok) return misfit("ErrorReply", reply);
      const { command } = JSON.parse(line);
      return misfit(schemaOf(doc.paths[prefix + command].post, 200), reply);
    }).find((w) => w);
    report(`${file}: every reply fits its schema`, !wrong, wrong);
  }
}

try {
  checkDocument(await new Validator().validate(structuredClone(doc)));
  await checkCommands();
  for (const [route, item] of Object.entries(doc.paths)) {
    if (item.post?.["x-before"]) await runExample(route, item);
  }
  await checkOwnRoutes();
  await checkFollowers();
  await checkTranscripts();
} finally {
  stop();
}
finish();
