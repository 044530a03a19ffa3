// A demo city to walk through: one that runs already, or one started here on a free port and taken down again.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const freePort = () =>
  new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

/// `target`: an address, or the path of the program. Resolves when the first page can be asked for.
export async function startCity(target) {
  if (/^https?:\/\//.test(target)) return { address: new URL("/", target).href, stop: async () => {} };
  const data = await mkdtemp(path.join(tmpdir(), "gongkai-city-"));
  const port = await freePort();
  let said = "";
  const program = spawn(target, ["demo", "--data", path.join(data, "data"), "--listen", `127.0.0.1:${port}`]);
  const ended = new Promise((end) => program.once("close", end));
  program.once("error", (error) => { said += error.message; });
  process.once("exit", () => { // also when the walk breaks off
    program.kill("SIGKILL");
    rmSync(data, { recursive: true, force: true });
  });
  await new Promise((ready, failed) => {
    const patience = setTimeout(() => { program.kill(); failed(new Error(`no READY line within 120 s: ${said}`)); }, 120_000);
    const hear = (bytes) => {
      said += bytes;
      if (/^READY /m.test(said)) { clearTimeout(patience); ready(); }
    };
    program.stdout.on("data", hear);
    program.stderr.on("data", hear);
    ended.then((code) => { clearTimeout(patience); failed(new Error(`${target} demo ended with ${code}: ${said}`)); });
  });
  const stop = async () => {
    program.kill("SIGTERM");
    await ended;
  };
  return { address: `http://127.0.0.1:${port}/`, stop };
}
