// Opens each page that portal_preview wrote, at four widths and in each variant, and fails on horizontal scrolling,
// console errors, refused resources and anything that axe finds. Screenshots show what was seen.
//   node pages.mjs <folder of portal_preview> <folder for screenshots> [page,…] [view,…]
import { createServer } from "node:http";
import { mkdir, readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { openBrowser, violations, widerThanWindow } from "./eyes.mjs";

const [folder, shots, pageNames, viewNames] = process.argv.slice(2);
const isWanted = (name, names) => !names || names === "all" || names.split(",").includes(name);
if (!folder || !shots) {
  console.error("node pages.mjs <folder of portal_preview> <folder for screenshots> [page,…|all] [view,…]");
  process.exit(2);
}
const policy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

const server = createServer(async (request, response) => {
  try {
    const file = path.join(folder, path.normalize(decodeURIComponent(new URL(request.url, "http://x").pathname)));
    const bytes = await readFile(file);
    response.writeHead(200, { "content-type": types[path.extname(file)] ?? "text/plain", "content-security-policy": policy });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const origin = `http://127.0.0.1:${server.address().port}`;

// What is looked at: every width in the light; the other variants where they are most likely to break.
const views = [
  { name: "light-1280", width: 1280 },
  { name: "light-768", width: 768, axe: false },
  { name: "light-390", width: 390, axe: false },
  { name: "light-320", width: 320 },
  { name: "dark-1280", width: 1280, scheme: "dark" },
  { name: "dark-390", width: 390, scheme: "dark", axe: false },
  { name: "elder-1280", width: 1280, variant: "elder/" },
  { name: "elder-320", width: 320, variant: "elder/" },
  { name: "contrast-1280", width: 1280, variant: "contrast/" },
  { name: "large-768", width: 768, variant: "large/", axe: false },
  { name: "print", width: 794, print: true, axe: false },
  { name: "no-script-390", width: 390, script: false, axe: false },
];

const browser = await openBrowser();
await mkdir(shots, { recursive: true });
const problems = [];

for (const view of views.filter((view) => isWanted(view.name, viewNames))) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.width < 500 ? 800 : 900 },
    colorScheme: view.scheme ?? "light",
    javaScriptEnabled: view.script ?? true,
    bypassCSP: false,
  });
  const page = await context.newPage();
  const names = (await readdir(path.join(folder, "pages", view.variant ?? ""))).filter((name) => name.endsWith(".html"));
  for (const file of names) {
    const name = file.replace(/\.html$/, "");
    if (!isWanted(name, pageNames)) continue;
    const complain = (what) => problems.push(`${view.name} ${name}: ${what}`);
    page.removeAllListeners();
    page.on("console", (message) => message.type() === "error" && complain(`console: ${message.text()}`));
    page.on("pageerror", (error) => complain(`script: ${error.message}`));
    page.on("dialog", async (dialog) => { complain(`a dialog opened: ${dialog.message()}`); await dialog.dismiss(); });
    page.on("requestfailed", (request) => complain(`not loaded: ${request.url()}`));
    await page.goto(`${origin}/pages/${view.variant ?? ""}${file}`, { waitUntil: "load" });
    if (view.print) await page.emulateMedia({ media: "print" });
    const tooWide = view.print ? "" : await widerThanWindow(page);
    if (tooWide) complain(`scrolls sideways: ${tooWide}`);
    if (view.axe !== false) (await violations(page)).forEach(complain);
    await page.screenshot({ path: path.join(shots, `${name}.${view.name}.png`), fullPage: true });
  }
  await context.close();
}

await browser.close();
server.close();
if (problems.length) {
  console.error(problems.join("\n"));
  console.error(`${problems.length} problems`);
  process.exit(1);
}
console.log("every page stands at every width");
