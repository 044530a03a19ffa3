// Chromium as the tests use it, and what is looked for on every page: sideways scrolling, and whatever axe finds.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const kRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const openBrowser = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"],
  });

/// What stands beyond the right edge, or "" when the page does not scroll sideways.
export const widerThanWindow = (page) =>
  page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return "";
    const widest = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1);
    return widest.slice(0, 3).map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class")}`).join(" ") || "something";
  });

/// Every violation in one line each, at most three places of a rule.
export async function violations(page) {
  await page.evaluate(axeSource); // through the debugger, so the page's own policy stays in force
  const found = await page.evaluate((rules) => axe.run({ runOnly: rules, resultTypes: ["violations"], iframes: false, preload: false }), kRules);
  return found.violations.flatMap((violation) =>
    violation.nodes.slice(0, 3).map((node) =>
      `axe ${violation.id} (${violation.impact}): ${node.html.slice(0, 160)} | ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""}`));
}
