/* Small improvements: a menu button, search, "copy link", named scroll regions. Pages work without them. Nothing is stored. */
(() => {
  "use strict";

  const root = document.documentElement;
  root.classList.remove("no-js");

  /** The menu of a narrow screen: a button that shows or hides the list of pages; Escape closes it. */
  function startMenu() {
    const button = document.querySelector("button.site-header__menu");
    const menu = document.getElementById("site-nav");
    if (!button || !menu) return;
    const show = (open) => {
      button.setAttribute("aria-expanded", String(open));
      menu.classList.toggle("site-nav--open", open);
    };
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      show(open);
      if (open) menu.querySelector("a").focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
      show(false);
      button.focus();
    });
  }

  /** The theme's search worker, fed with its index the first time somebody searches. */
  function startWorker(onResult) {
    const settings = JSON.parse(document.getElementById("__config").textContent);
    const base = new URL(settings.base.replace(/\/?$/, "/"), location.href);
    const worker = new Worker(new URL(settings.search, location.href));
    const ready = new Promise((resolve) => {
      worker.addEventListener("message", ({ data }) => {
        if (data.type === 1) resolve();
        if (data.type === 3) onResult(data.data.items, base);
      });
    });
    fetch(new URL("search/search_index.json", base))
      .then((response) => response.json())
      .then(({ config, docs }) => worker.postMessage({ type: 0, data: { config, docs, options: {} } }));
    return (words) => ready.then(() => worker.postMessage({ type: 2, data: words }));
  }

  /** Text in which the worker has marked the words found; only the marks and entities mean anything, never other tags. */
  function plain(marked) {
    return new DOMParser().parseFromString(marked, "text/html").body.textContent;
  }

  /** The part of a text around the first word found. */
  function excerpt(marked) {
    const at = Math.max(marked.indexOf("<mark"), 0);
    const from = at > 60 ? marked.indexOf(" ", at - 60) + 1 : 0;
    const words = plain(marked.slice(from));
    const part = words.length > 160 ? `${words.slice(0, 160).replace(/\s+\S*$/, "")} ...` : words;
    return from ? `... ${part}` : part;
  }

  function resultItem(found, base) {
    const page = found.find((part) => !part.location.includes("#")) || found[0];
    const best = found[0];
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = new URL(best.location, base).href;
    link.textContent = plain(page.title) + (best === page ? "" : `: ${plain(best.title)}`);
    if (best.text) item.appendChild(document.createElement("p")).textContent = excerpt(best.text);
    return item;
  }

  function startSearch() {
    const dialog = document.getElementById("search");
    const opener = document.querySelector("[data-opens=search]");
    if (!dialog || !dialog.showModal || !opener) return;
    const words = dialog.querySelector("input");
    const status = dialog.querySelector("[role=status]");
    const list = dialog.querySelector("ol");
    let ask;
    const show = (items, base) => {
      const typed = words.value.trim().toLowerCase();
      const isNamed = (name) => name.toLowerCase() === typed && (typed.includes(" ") || !/[a-z]/.test(name));
      const rank = (found) => found.some(({ title }) => isNamed(plain(title)));
      items.sort((one, other) => rank(other) - rank(one)); // a page or part of just that name comes first, or a short form
      list.replaceChildren(...items.slice(0, 20).map((found) => resultItem(found, base)));
      if (!words.value.trim()) status.textContent = "";
      else if (!items.length) status.textContent = "Nothing found. Try another word.";
      else status.textContent = items.length === 1 ? "1 page found" : `${items.length} pages found`;
    };
    opener.addEventListener("click", () => {
      // Browsers let no page of a folder on a disk start a worker or fetch a file.
      const onDisk = location.protocol === "file:";
      if (onDisk) status.textContent = "Search works only on the site.";
      ask = ask || (onDisk ? () => {} : startWorker(show));
      dialog.showModal();
      words.select();
    });
    words.addEventListener("input", () => ask(words.value));
    words.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
      if (event.key === "Enter" || event.key === "ArrowDown") list.querySelector("a")?.focus();
    });
    list.addEventListener("keydown", (event) => moveInResults(event, list, words));
    list.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
  }

  /** Arrow keys go from result to result, and from the first one back to the box. */
  function moveInResults(event, list, words) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const links = [...list.querySelectorAll("a")];
    const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? words : links[Math.min(next, links.length - 1)]).focus();
  }

  /** "Copy link" copies instead of jumping, and says so; where copying is refused it stays a link. */
  function startCopyLinks() {
    const main = document.getElementById("main");
    if (!navigator.clipboard || !main) return;
    const status = main.appendChild(document.createElement("p"));
    status.className = "copy-status";
    status.setAttribute("role", "status");
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a.copy-link");
      if (!link) return;
      event.preventDefault();
      navigator.clipboard.writeText(link.href).then(
        () => {
          status.textContent = "Link copied";
          setTimeout(() => (status.textContent = ""), 4000);
        },
        () => (location.href = link.href),
      );
    });
  }

  /** A table of three columns or more becomes cards on a phone: each cell then says its column, and stays a cell to a screen
      reader. Columns to tick by hand do not count. */
  function stackTable(table) {
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    const filled = heads.filter((_, at) => [...table.querySelectorAll("tbody tr")].some((row) => row.cells[at]?.textContent.trim()));
    if (filled.length < 3 || table.matches(".compact") || table.querySelector("[colspan], [rowspan]")) return;
    table.classList.add("stacks");
    const roles = { table: [table], rowgroup: table.querySelectorAll("thead, tbody"), row: table.querySelectorAll("tr") };
    roles.columnheader = table.querySelectorAll("thead th");
    roles.rowheader = table.querySelectorAll("tbody th");
    roles.cell = table.querySelectorAll("td");
    for (const [role, parts] of Object.entries(roles)) parts.forEach((part) => part.setAttribute("role", role));
    roles.cell.forEach((cell) => cell.textContent.trim() && (cell.dataset.label ||= heads[cell.cellIndex]));
  }

  /** A table without a caption is called as the heading above it. */
  function nameTable(table, headings) {
    const above = headings.findLast((heading) => heading.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (above && !table.caption && !table.ariaLabel) table.ariaLabel = above.textContent.trim();
  }

  /** Tables that are wider than the screen become regions with a name, which the keyboard can scroll. */
  function startScrollRegions() {
    const headings = [...document.querySelectorAll("#main :is(h1, h2, h3, h4)")];
    const wrappers = [...document.querySelectorAll(".md-typeset table, .forms main table")].map((table) => {
      stackTable(table);
      nameTable(table, headings);
      const outer = table.closest(".table-scroll");
      if (outer) return outer;
      const wrapper = document.createElement("div");
      wrapper.className = "table-scroll";
      table.replaceWith(wrapper);
      wrapper.append(table);
      return wrapper;
    });
    const name = (wrapper, index) => {
      const table = wrapper.querySelector("table");
      const called = table?.caption?.textContent.trim() || table?.ariaLabel;
      return called ? `Table: ${called}` : `Table ${index + 1}`;
    };
    const measure = () =>
      wrappers.forEach((wrapper, index) => {
        const wide = wrapper.scrollWidth > wrapper.clientWidth;
        const region = { tabindex: "0", role: "region", "aria-label": name(wrapper, index) };
        for (const [key, value] of Object.entries(region)) {
          if (wide) wrapper.setAttribute(key, wrapper.getAttribute(key) || value);
          else wrapper.removeAttribute(key);
        }
      });
    measure();
    addEventListener("resize", measure);
  }

  document.addEventListener("DOMContentLoaded", () => {
    startMenu();
    startSearch();
    startCopyLinks();
    startScrollRegions();
  });
})();
