// A server of one's own for a test: started on a free port, ended with the test.
import { spawn } from "node:child_process";

export async function startServer(program, ...options) {
  const server = spawn(program, ["serve", "--port", "0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise((resolve, reject) => {
    server.stdout.once("data", (d) => resolve(String(d)));
    server.once("exit", () => reject(new Error("the server did not start")));
  });
  return { server, base: line.match(/http:\/\/[^ \n]+/)[0], stop: () => server.kill() };
}

/** Counts and prints, as every test here does; `finish` ends the process. */
export function reporter() {
  let passed = 0;
  let failed = 0;
  return {
    report(name, good, detail = "") {
      console.log(`${good ? "ok" : "not ok"} - ${name}${good || !detail ? "" : `: ${String(detail).slice(0, 500)}`}`);
      if (good) passed++;
      else failed++;
    },
    finish() {
      console.log(`${passed} passed, ${failed} failed`);
      process.exit(failed ? 1 : 0);
    },
  };
}
