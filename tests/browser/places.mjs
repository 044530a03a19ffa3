// Where the walk goes: the pages of the demo city, found by what they show rather than by numbers that may change.

/// The first item, in the order of publication, of each kind that has a part of its own on its page.
const kKinds = {
  withAttachment: (page) => page.includes('class="attachments"'),
  corrected: (page) => page.includes('class="editions"'),
  repealed: (page) => page.includes("本文件已废止"),
  amended: (page) => page.includes("本文件已修改"),
  interpreted: (page) => page.includes("<h2>政策解读</h2>"),
  interpreting: (page) => page.includes("<h2>本文解读的文件</h2>"),
  withdrawn: (page, status) => status === 410,
};

const kFarEnough = 3000;

export async function findPlaces(address) {
  const json = async (place) => (await fetch(new URL(place, address))).json();
  const found = {};
  for (let item = 1; item <= kFarEnough && Object.keys(kKinds).some((kind) => !found[kind]); ++item) {
    const answer = await fetch(new URL(`/i/${item}`, address));
    const page = await answer.text();
    for (const [kind, is] of Object.entries(kKinds)) if (!found[kind] && is(page, answer.status)) found[kind] = `/i/${item}`;
  }
  for (const kind of Object.keys(kKinds)) if (!found[kind]) throw new Error(`the city has no item that is ${kind}`);

  const reports = await json("/api/v1/items?agency=kjj&column=zfxxgknb&limit=100");
  const seed = reports.items.find((item) => item.index_no === "014178678/2023-00002");
  if (!seed) throw new Error("the city has no item 014178678/2023-00002");
  found.seed = new URL(seed.address).pathname;
  const rules = await json("/api/v1/items?column=xzgfxwj&limit=100");
  found.documentNumber = rules.items.find((item) => item.document_no?.includes("〔")).document_no;

  found.templates = [
    ["home", "/"],
    ["agencies", "/agencies"],
    ["agency", "/a/kjj/"],
    ["agency-abolished", "/a/tlb/"],
    ["column", "/a/kjj/xzgfxwj/"],
    ["column-city", "/columns/zfxxgk/"],
    ["column-filtered-empty", "/columns/xzgfxwj/?year=2025&validity=not_applicable"],
    ["item-seed", found.seed],
    ["item-attachment", found.withAttachment],
    ["item-corrected", found.corrected],
    ["item-repealed", found.repealed],
    ["item-amended", found.amended],
    ["item-interpreted", found.interpreted],
    ["item-interpreting", found.interpreting],
    ["item-withdrawn", found.withdrawn, 410],
    ["not-found", "/nothing-here", 404],
    ["search", "/search"],
    ["search-hits", "/search?q=%E7%A7%91%E6%8A%80"],
    ["search-destinations", "/search?q=%E5%B9%B4%E6%8A%A5"],
    ["search-nothing", "/search?q=%E9%BE%98%E9%BE%98&agency=kjj"],
    ["search-trouble", "/search?q=%E7%A7%91%E6%8A%80&from=2025-02-01&to=2024-01-01"],
    ["guide", "/a/kjj/zfxxgkzn/"],
    ["guide-incomplete", "/a/lgq/zfxxgkzn/"],
    ["profile", "/a/kjj/jggk/"],
    ["reports", "/reports/"],
    ["reports-agency", "/a/kjj/zfxxgknb/"],
    ["requests", "/requests/new"],
    ["requests-agency", "/a/kjj/ysqgk/"],
    ["catalogue", "/catalogue?agency=kjj"],
    ["sitemap", "/sitemap"],
    ["feedback", "/feedback"],
  ];
  return found;
}
