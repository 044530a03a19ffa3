// What a page can do only with a script: print, share, keep, close, go back up. Without it these buttons are absent.
// Remembers the items a reader keeps, in this browser and nowhere else.
"use strict";

(() => {
  const KEPT = "gongkai.kept";

  const kept = () => {
    try {
      const items = JSON.parse(localStorage.getItem(KEPT) || "[]");
      return Array.isArray(items) ? items : [];
    } catch {
      return [];
    }
  };
  const keep = (items) => {
    try {
      localStorage.setItem(KEPT, JSON.stringify(items));
      return true;
    } catch {
      return false; // the browser keeps nothing, e.g. in a private window
    }
  };

  const say = (button, text) => {
    const label = button.querySelector("span");
    const usual = label.textContent;
    label.setAttribute("role", "status");
    label.textContent = text;
    setTimeout(() => (label.textContent = usual), 2000);
  };

  const address = () => document.querySelector('link[rel="canonical"]')?.href || location.href;

  const tools = {
    print: () => print(),
    close: () => {
      window.close(); // works only for windows that a page opened
      if (!window.closed && history.length > 1) history.back();
    },
    share: async (button) => {
      if (navigator.share) {
        await navigator.share({ title: document.title, url: address() }).catch(() => {});
      } else {
        await navigator.clipboard.writeText(address());
        say(button, button.dataset.done);
      }
    },
    favourite: (button) => {
      const here = location.pathname;
      const others = kept().filter((item) => item.path !== here);
      const wasKept = button.getAttribute("aria-pressed") === "true";
      const title = document.querySelector("h1")?.textContent || document.title;
      if (keep(wasKept ? others : [{ path: here, title }, ...others].slice(0, 200))) showKept(button);
    },
  };

  const showKept = (button) => {
    const isKept = kept().some((item) => item.path === location.pathname);
    const label = button.querySelector("span");
    button.dataset.usual ??= label.textContent;
    button.setAttribute("aria-pressed", String(isKept));
    label.textContent = isKept ? button.dataset.done : button.dataset.usual;
  };

  const isUseful = (tool) =>
    tool === "share" ? Boolean(navigator.share || navigator.clipboard)
    : tool === "close" ? Boolean(window.opener) || history.length > 1
    : true;

  const template = document.getElementById("item-tools");
  if (template) {
    const row = template.content.cloneNode(true);
    for (const button of row.querySelectorAll("[data-tool]")) {
      const tool = button.dataset.tool;
      if (!isUseful(tool)) {
        button.closest("[data-tool-place]").remove();
        continue;
      }
      if (tool === "favourite") showKept(button);
      button.addEventListener("click", () => tools[tool](button));
    }
    template.replaceWith(row);
  }

  // What the reader kept stands on the home page; the template is there, and the list when there is something in it.
  const shelf = document.getElementById("kept-items");
  const paths = kept().filter((item) => typeof item.path === "string" && /^\/[^/\\]/.test(item.path));
  if (shelf && paths.length) {
    const section = shelf.content.cloneNode(true);
    for (const { path, title } of paths.slice(0, 20)) {
      const link = document.createElement("a");
      link.href = path;
      link.textContent = title || path;
      const entry = document.createElement("li");
      entry.append(link);
      section.querySelector("ul").append(entry);
    }
    shelf.replaceWith(section);
  }

  // Wide tables of documents scroll in a frame that the keyboard reaches.
  const headingBefore = (part) => {
    for (let at = part.previousElementSibling; at; at = at.previousElementSibling)
      if (/^H[2-6]$/.test(at.tagName)) return at.textContent;
    return "";
  };
  for (const [at, table] of document.querySelectorAll(".document table").entries()) {
    const frame = document.createElement("div");
    frame.className = "table-scroll";
    table.replaceWith(frame);
    frame.append(table);
    if (frame.scrollWidth > frame.clientWidth) {
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", `表格${at + 1} ${table.caption?.textContent || headingBefore(frame)}`.trim());
    }
  }

  // On narrow screens columns, facts and filters begin folded, so that the text and the list are seen first. On wide
  // ones there is nothing to unfold them with, so a window that becomes wider (a phone turned round) unfolds them.
  const fold = (part, width) => {
    const details = document.querySelector(part);
    if (!details) return;
    const narrow = matchMedia(`(max-width: ${width})`);
    if (narrow.matches && !details.dataset.chosen) details.open = false;
    narrow.addEventListener("change", () => {
      if (!narrow.matches) details.open = true;
    });
  };
  fold(".columns-fold", "60rem");
  fold(".facts-fold", "40rem");
  fold(".filters-fold", "40rem");

  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });

  const up = document.getElementById("to-top");
  if (up) {
    const button = up.content.firstElementChild.cloneNode(true);
    button.addEventListener("click", () => {
      scrollTo(0, 0);
      document.getElementById("content").focus({ preventScroll: true });
    });
    const show = () => (button.hidden = scrollY < 2 * innerHeight);
    show();
    addEventListener("scroll", show, { passive: true });
    up.replaceWith(button);
  }
})();
