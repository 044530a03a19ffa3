// Walks through the demo city as citizens do: with the mouse, with the keyboard alone, without a script, in elder mode.
// Fails on anything they would stumble over, and says in one line each what it was.
//   node walk.mjs <address of a running demo | path of the program gongkai> <folder for screenshots>
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { startCity } from "./city.mjs";
import { findPlaces } from "./places.mjs";
import { openBrowser, violations, widerThanWindow } from "./eyes.mjs";

const [target, shots] = process.argv.slice(2);
if (!target || !shots) {
  console.error("node walk.mjs <address of a running demo | path of gongkai> <folder for screenshots>");
  process.exit(2);
}
await mkdir(shots, { recursive: true });

const problems = [];
const complain = (what) => {
  problems.push(what);
  console.error(`FAIL ${what}`);
};
const expect = (holds, what) => holds || complain(what);

const city = await startCity(target);
const at = (place) => new URL(place, city.address).href;
const places = await findPlaces(city.address);
const browser = await openBrowser();

const kSeed = "014178678/2023-00002";
const kLight = [];
const kElder = [{ name: "elder", value: "on", url: city.address }];

/// A page whose errors count; a document that is not there may say so.
async function visit(options = {}, cookies = kLight) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "zh-CN", ...options });
  context.setDefaultTimeout(30_000);
  await context.addCookies(cookies);
  const page = await context.newPage();
  const here = () => page.url().replace(city.address, "/");
  page.on("console", (message) => {
    const isOwnStatus = /status of 4(04|10)/.test(message.text()) && message.location().url === page.url();
    if (message.type() === "error" && !isOwnStatus) complain(`${here()}: console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complain(`${here()}: script: ${error.message}`));
  page.on("dialog", (dialog) => { complain(`${here()}: a dialog opened: ${dialog.message()}`); dialog.dismiss(); });
  page.on("requestfailed", (request) => {
    if (!/ERR_ABORTED/.test(request.failure()?.errorText ?? "")) complain(`${here()}: not loaded: ${request.url()}`);
  });
  return page;
}

/// One part of the walk; what it throws is a failure of this part alone.
async function walk(name, body, options, cookies) {
  const begun = Date.now();
  const page = await visit(options, cookies);
  try {
    await body(page);
  } catch (error) {
    complain(`${name}, at ${page.url()}: ${error.message.split("\n").slice(0, 3).join(" ")}`);
    await page.screenshot({ path: path.join(shots, `failed.${name}.png`) }).catch(() => {});
  }
  await page.context().close();
  console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${name}`);
}

const shot = (page, name) =>
  page.screenshot({ path: path.join(shots, `${name}.jpg`), type: "jpeg", quality: 80, fullPage: true });
const total = async (page) => Number(await page.locator(".total b").first().textContent());
const heading = (page) => page.locator("h1").first().textContent();

async function ask(page, question) {
  await page.getByRole("searchbox").first().fill(question);
  await page.getByRole("searchbox").first().press("Enter");
  await page.waitForURL(/\/search\?/);
}

// ---- reading, from the search to the way back

async function search(page) {
  await page.goto(at("/"));
  await ask(page, "科技");
  expect((await total(page)) > 20, "two characters find too little");
  for (const entry of await page.locator(".hits > li").all())
    expect((await entry.locator("mark").count()) > 0, `a hit shows no match: ${await entry.locator(".entry-title").textContent()}`);
  await shot(page, "search-hits");
  await page.getByRole("link", { name: "下一页" }).click();
  await page.getByText("第 2 页").waitFor();
  await page.getByRole("link", { name: "上一页" }).click();
  await page.getByText("第 1 页").waitFor();
  const all = await total(page);
  await page.getByLabel("机构", { exact: true }).selectOption("kjj");
  await page.getByLabel("排列").selectOption("newest");
  await page.locator("main").getByRole("button", { name: "查找" }).click();
  const days = await page.locator(".hits time").allTextContents();
  expect((await total(page)) < all, "choosing an agency does not narrow the search");
  expect(days.join() === [...days].sort().reverse().join(), "the newest are not in front");

  await page.goto(at("/"));
  await ask(page, "税");
  expect((await total(page)) > 0, "one character finds nothing");
  const wrongBrackets = places.documentNumber.replace("〔", "[").replace("〕", "]");
  await ask(page, wrongBrackets);
  const numbers = await page.locator(".hits .entry-context").allTextContents();
  expect(numbers.some((text) => text.includes(places.documentNumber)), `${wrongBrackets} does not find ${places.documentNumber}`);
  await ask(page, "科学技术");
  const simplified = await total(page);
  await ask(page, "科學技術");
  expect(simplified > 0 && (await total(page)) === simplified, "traditional characters find something else than simplified ones");
  await ask(page, "年报");
  await page.locator(".destinations").getByRole("link", { name: "政府信息公开年报" }).click();
  expect((await heading(page)) === "政府信息公开工作年度报告", "年报 does not lead to the annual reports");
  await ask(page, "龘龘龘");
  await page.getByRole("heading", { name: "没有找到符合条件的信息" }).waitFor();
}

/// Everything a reader expects on the page of a document.
async function seedItem(page) {
  await page.addInitScript(() => { window.print = () => { window.hasPrinted = true; }; });
  await page.goto(at("/"));
  await ask(page, kSeed);
  await page.locator(".hits a.entry-title").first().click();
  const fact = async (label) => {
    const value = page.locator(".fact", { has: page.locator("dt", { hasText: new RegExp(`^${label}$`) }) }).locator("dd");
    return (await value.isVisible()) ? value.textContent() : "";
  };
  for (const [label, value] of [["索引号", kSeed], ["所属栏目", "政府信息公开年报"], ["有效性", "有效"], ["发布机构", "青禾市科学技术局"],
                                ["成文日期", "2023年1月20日"], ["发布日期", "2023年1月20日"], ["公开方式", "主动公开"]])
    expect((await fact(label)) === value, `the item shows ${label} as “${await fact(label)}”, not ${value}`);
  const seen = async (what, where) => expect(await where.first().isVisible(), `the item shows no ${what}`);
  await seen("breadcrumb with its column", page.locator(".breadcrumb").getByRole("link", { name: "政府信息公开年报" }));
  await seen("day and source below the title", page.locator(".byline", { hasText: "来源" }));
  await seen("QR code", page.locator(".qr-code svg"));
  expect((await page.locator(".qr-code svg").boundingBox())?.width >= 80, "the QR code is too small to be read");
  const tool = (name) => page.locator(".tools").getByRole("button", { name });
  for (const name of ["打印", "分享", "收藏", "关闭"]) await seen(name, tool(name));
  await shot(page, "seed-item");

  await tool("打印").click();
  expect(await page.evaluate(() => window.hasPrinted === true), "打印 does not print");
  await tool("分享").click();
  await page.getByText("地址已复制").waitFor();
  const shared = await page.evaluate(() => navigator.clipboard.readText());
  expect(shared === at(new URL(page.url()).pathname), `分享 copies ${shared}`);
  await tool("收藏").click();
  expect((await tool("已收藏").getAttribute("aria-pressed")) === "true", "收藏 does not stay pressed");

  const top = page.getByRole("button", { name: "返回顶部" });
  expect(!(await top.isVisible()), "返回顶部 is there before there is a way back");
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await top.waitFor();
  await top.click();
  await page.waitForFunction(() => scrollY === 0);

  const title = await heading(page);
  await page.goto(at("/"));
  await page.getByRole("heading", { name: "我的收藏" }).waitFor();
  await page.getByRole("link", { name: title }).click();
  await tool("已收藏").click();
  await page.goto(at("/"));
  expect((await page.getByRole("heading", { name: "我的收藏" }).count()) === 0, "what was let go of is still kept");
}

async function download(page) {
  await page.goto(at(places.withAttachment));
  const link = page.locator(".attachments a").first();
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(file.suggestedFilename() === (await link.textContent()), `the attachment is saved as ${file.suggestedFilename()}`);
  expect((await file.failure()) === null, "the attachment cannot be downloaded");
}

async function reading(page) {
  await page.goto(at("/"));
  await page.locator(".main-navigation").getByRole("link", { name: "机构目录" }).click();
  await page.locator("main").getByRole("link", { name: "青禾市科学技术局" }).first().click();
  expect((await heading(page)) === "青禾市科学技术局", "the directory leads elsewhere");
  await page.locator("main").getByRole("link", { name: /^行政规范性文件/ }).first().click();
  expect((await total(page)) > 0, "the column of the agency is empty");
  await page.goto(at("/"));
  await page.locator("main").getByRole("link", { name: /^行政规范性文件/ }).click();
  const filter = (label) => page.locator(".filter", { has: page.locator("dt", { hasText: label }) });
  const all = await total(page);
  await filter("年份").getByRole("link", { name: "2025年" }).click();
  const ofYear = await total(page);
  expect(ofYear > 0 && ofYear < all, `the filter of the year leaves ${ofYear} of ${all}`);
  expect((await page.locator(".entry time").allTextContents()).every((day) => day.startsWith("2025")), "other years remain");
  await filter("有效性").getByRole("link", { name: /^有效/ }).click();
  const valid = await total(page);
  expect(valid > 20 && valid <= ofYear, `the filter of the validity leaves ${valid} of ${ofYear}`);
  expect((await page.locator(".badge-bad").count()) === 0, "repealed ones remain among the valid");
  await shot(page, "column-filtered");
  const titles = () => page.locator(".entry-title").allTextContents();
  const first = await titles();
  await page.getByRole("link", { name: "下一页" }).click();
  await page.waitForURL(/after=/);
  expect(!(await titles()).some((title) => first.includes(title)), "the next page repeats the one before");
  await page.getByRole("link", { name: "上一页" }).click();
  await page.waitForURL(/before=/);
  expect((await titles()).join() === first.join(), "the way back leads to another page");
  await page.locator(".entry-title").nth(3).click();
  const here = page.url();
  const title = await heading(page);
  await page.locator(".neighbours p", { hasText: /^(上|下)一篇/ }).last().getByRole("link").click();
  expect((await heading(page)) !== title, "the neighbour is the same document");
  await page.goBack();
  expect(page.url() === here, "the way back leads elsewhere");

  const aid = (name) => page.locator(".aids").getByRole("link", { name, exact: true });
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const usual = await size();
  await aid("长者模式").click();
  const elder = await size();
  expect(elder > usual && page.url() === here, "elder mode changes nothing");
  await aid("大号字").click();
  expect((await size()) > elder, "large letters are not larger");
  await shot(page, "item-elder-large");
  await aid("繁體").click();
  expect((await page.locator("html").getAttribute("lang")) === "zh-Hant", "繁體 does not say its language");
  await page.locator(".breadcrumb", { hasText: "政府信息公開" }).waitFor();
  await shot(page, "item-traditional");
  await aid("簡體").click();
  await aid("中号字").click();
  await aid("退出长者模式").click();
  expect((await size()) === usual && (await heading(page)) === title, "the way back from all aids leads elsewhere");
  await aid("高对比度").click();
  await shot(page, "item-contrast");
}

// ---- the same without a script

async function withoutScript(page) {
  await page.goto(at("/"));
  await page.locator("main [name=q]").fill("科学技术局");
  await page.locator("main [type=submit]").click();
  await page.locator(".hits a.entry-title").first().click();
  await page.locator(".facts dd").first().waitFor();
  for (const dead of [".tools", "[data-tool]", ".to-top"])
    expect((await page.locator(dead).count()) === 0, `without a script ${dead} stands there dead`);
  await page.goto(at(places.seed));
  expect(await page.locator(".qr-code svg").isVisible(), "no QR code without a script");
  await shot(page, "seed-item.no-script");
  await page.locator(".aids a", { hasText: "长者模式" }).click();
  expect((await page.locator("html.elder").count()) === 1, "no elder mode without a script");
  await page.locator(".aids a", { hasText: "繁體" }).click();
  expect((await page.locator("html").getAttribute("lang")) === "zh-Hant", "no traditional characters without a script");
  await page.goto(at("/columns/xzgfxwj/"));
  await page.locator(".filter a", { hasText: "2025年" }).click();
  await page.locator(".pager-next a").click();
  expect((await page.locator(".entry").count()) > 0, "no second page without a script");
  await page.goto(at(places.withAttachment));
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator(".attachments a").first().click()]);
  expect((await file.failure()) === null, "no download without a script");
}

// ---- the keyboard alone

const focused = (page) =>
  page.evaluate(() => {
    const on = document.activeElement;
    const box = on.getBoundingClientRect();
    const style = getComputedStyle(on);
    return {
      what: on === document.body ? "" : `${on.tagName.toLowerCase()} “${(on.getAttribute("aria-label") ?? on.textContent).trim().slice(0, 20)}”`,
      isVisible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
      isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      top: box.top + scrollY,
      part: on.closest(".banner, .breadcrumb, main, .footer")?.className ?? "",
    };
  });

async function keyboard(page) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const place of ["/", places.seed, "/columns/xzgfxwj/", "/search?q=%E7%A7%91%E6%8A%80"]) {
    await page.goto(at(place));
    await page.keyboard.press("Tab");
    const skip = await focused(page);
    expect(skip.what.includes("跳到正文") && skip.isVisible, `${place}: the keyboard does not begin at a visible 跳到正文`);
    const parts = [];
    for (let step = 0; step < 200; ++step) {
      await page.keyboard.press("Tab");
      const now = await focused(page);
      if (!now.what) break;
      expect(now.isVisible, `${place}: ${now.what} has the focus and cannot be seen`);
      expect(now.isMarked, `${place}: ${now.what} has the focus and does not show it`);
      if (now.part && parts.at(-1) !== now.part) parts.push(now.part);
    }
    expect(parts.length === new Set(parts).size, `${place}: the keyboard jumps to and fro: ${parts.join(", ")}`);
    expect(parts.at(-1) === "footer", `${place}: the keyboard does not reach the end of the page`);
  }
  await page.goto(at("/"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.id === "question"), "跳到正文 does not lead before the search");
  await page.keyboard.type("科技");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  for (let step = 0; step < 60; ++step) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.matches(".entry-title"))) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/i\/\d+$/);

  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(at(places.seed));
  const frames = page.locator(".table-scroll[role=region]");
  expect((await frames.count()) > 0, "at 320 px the statutory tables do not scroll in a frame of their own");
  for (const frame of await frames.all()) {
    await frame.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(100);
    expect((await frame.evaluate((e) => e.scrollLeft)) > 0, "a wide table cannot be scrolled with the keyboard");
  }
}

// ---- what programs read

async function machineReadable(page) {
  await page.goto(at("/"));
  for (const feed of ["/feeds/new.atom", "/feeds/new.atom?agency=kjj", "/feeds/new.atom?agency=kjj&column=zfxxgknb"]) {
    const found = await page.evaluate(async (address) => {
      const response = await fetch(address);
      const document = new DOMParser().parseFromString(await response.text(), "application/xml");
      const kAtom = "http://www.w3.org/2005/Atom";
      const all = (parent, name) => [...parent.children].filter((e) => e.namespaceURI === kAtom && e.localName === name);
      const feed = document.documentElement;
      const hasOne = (parent, names) => names.filter((name) => all(parent, name).length !== 1);
      const entries = all(feed, "entry");
      return {
        isFeed: feed.localName === "feed" && feed.namespaceURI === kAtom,
        missing: [...hasOne(feed, ["id", "title", "updated"]), ...entries.flatMap((entry) => hasOne(entry, ["id", "title", "updated"]))],
        self: all(feed, "link").find((link) => link.getAttribute("rel") === "self")?.getAttribute("href"),
        links: entries.map((entry) => all(entry, "link")[0]?.getAttribute("href")),
        ids: entries.map((entry) => all(entry, "id")[0]?.textContent),
      };
    }, feed);
    expect(found.isFeed && found.missing.length === 0, `${feed} is no good Atom: ${found.missing.join(", ")}`);
    expect(found.self === at(feed), `${feed} calls itself ${found.self}`);
    expect(found.ids.length > 0 && new Set(found.ids).size === found.ids.length, `${feed} has entries without an id of their own`);
    const first = await page.request.get(found.links[0]);
    expect(first.ok(), `${feed} leads to ${found.links[0]}: ${first.status()}`);
  }
  for (const place of ["/catalogue.csv", "/catalogue.xlsx", "/catalogue.json", "/catalogue", "/feeds/new.atom"]) {
    const unknown = await page.request.get(at(`${place}?agency=unknown`));
    expect(unknown.status() === 404, `${place} of an unknown agency answers ${unknown.status()}`);
    const known = await page.request.get(at(`${place}?agency=kjj`));
    expect(known.ok(), `${place}?agency=kjj answers ${known.status()}`);
  }
  const maps = [...(await (await page.request.get(at("/sitemap.xml"))).text()).matchAll(/<loc>([^<]+)/g)].map((m) => m[1]);
  expect(maps.length >= 2, "the site map names no parts");
  for (const map of maps) {
    const addresses = [...(await (await page.request.get(map)).text()).matchAll(/<loc>([^<]+)/g)].map((m) => m[1]);
    expect(new Set(addresses).size === addresses.length, `${map} names an address twice`);
    for (const address of [addresses[0], addresses[addresses.length >> 1], addresses.at(-1)])
      expect((await page.request.get(address, { maxRedirects: 0 })).status() === 200, `${map} names ${address}, which is not there`);
  }
  expect((await (await page.request.get(at("/robots.txt"))).text()).includes(at("/sitemap.xml")), "robots.txt names no site map");
}

// ---- every template, at every width

const links = new Set();

/// One load serves all widths; axe looks at some of them.
async function template(page, { look, widths, lookedAt }, [name, place, status]) {
  const where = (width) => `${look} ${width} ${name}`;
  await page.setViewportSize({ width: widths[0], height: 900 });
  const answer = await page.goto(at(place));
  expect(answer.status() === (status ?? 200), `${name}: ${place} answers ${answer.status()}`);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const tooWide = await widerThanWindow(page);
    expect(!tooWide, `${where(width)}: scrolls sideways: ${tooWide}`);
    if (lookedAt.includes(width)) for (const violation of await violations(page)) complain(`${where(width)}: ${violation}`);
    if (width === 320 || lookedAt.includes(width) && look === "light") await shot(page, `${name}.${look}-${width}`);
  }
  if (look !== "light") return;
  const said = await page.evaluate(() => ({
    canonical: document.querySelector("link[rel=canonical]")?.href ?? "",
    title: document.title,
    headings: document.querySelectorAll("h1").length,
    links: [...document.querySelectorAll("a[href], link[href]")].map((a) => a.href).filter((href) => href.startsWith(location.origin)),
  }));
  expect(said.title && said.headings === 1, `${name}: ${said.headings} main headings, title “${said.title}”`);
  if (said.canonical) expect(said.canonical === at(place).split("?")[0], `${name}: calls itself ${said.canonical}`);
  for (const link of said.links) {
    expect(!new URL(link).pathname.includes("//"), `${name}: a double slash in ${link}`);
    if (link.split("#")[0] !== page.url()) links.add(link.split("#")[0]);
  }
}

const kLooks = [{ look: "light", widths: [320, 390, 768, 1280], lookedAt: [320, 1280] },
                { look: "elder", widths: [1280, 768, 390, 320], lookedAt: [1280], cookies: kElder }];

const everyTemplate = (view) =>
  walk(`templates, ${view.look}`, async (page) => {
    for (const one of places.templates) await template(page, view, one);
  }, {}, view.cookies);

async function everyLink(page) {
  for (const link of links) {
    const isSetting = new URL(link).pathname === "/settings"; // leads back to where it stands, there or not
    const answer = await page.request.get(link, isSetting ? { maxRedirects: 0 } : {});
    expect(answer.status() === (isSetting ? 303 : 200), `a page leads to ${link}, which answers ${answer.status()}`);
  }
}

const begun = Date.now();
const everyWay = async () => {
  await walk("search", search);
  await walk("item", seedItem, { permissions: ["clipboard-read", "clipboard-write"] });
  await walk("download", download);
  await walk("reading", reading);
  await walk("without a script", withoutScript, { javaScriptEnabled: false });
  await walk("keyboard", keyboard);
  await walk("machine-readable", machineReadable);
};
await Promise.all([everyWay(), ...kLooks.map(everyTemplate)]);
await walk("links", everyLink);

await browser.close();
await city.stop();
console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} s  altogether; ${links.size} links; screenshots in ${shots}`);
if (problems.length) {
  console.error(`${problems.length} problems`);
  process.exit(1);
}
console.log("the city can be walked through");
