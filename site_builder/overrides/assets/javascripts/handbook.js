/* Small improvements: a menu button, "copy link", named scroll regions. Pages work without them. Nothing is stored. */
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
    startCopyLinks();
    startScrollRegions();
  });
})();
