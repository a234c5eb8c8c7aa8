/* The search: a dialog over the page. Words are looked up in a worker and sent nowhere. Nothing is stored, but for the words
   that Back brings again, which the browser keeps with the page it left. */
(() => {
  "use strict";

  const STEP = 8;
  const LEFT = "left"; // how the dialog closes for a place on the same page, to which Back leads from there
  const PAUSE = 250; // milliseconds after a key before results are looked for
  const folder = new URL("../search/", document.currentScript.src).href;
  const worker = new URL("search-worker.js", document.currentScript.src).href;

  /** Asks the worker, which is started by the first question; only the answer to the newest one is heard. */
  function startWorker(onAnswer) {
    let started;
    let newest = 0;
    return (typed, count) => {
      if (!started) {
        started = new Worker(worker);
        started.addEventListener("message", ({ data }) => data.number === newest && onAnswer(data));
        started.addEventListener("error", () => onAnswer({ failed: true }));
      }
      newest += 1;
      started.postMessage({ folder, typed, count, number: newest });
    };
  }

  /** An element with a class and its text, or pieces of text of which some are marked. */
  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    for (const [piece, isFound] of Array.isArray(text) ? text : [[text, false]]) {
      made.append(isFound ? element("mark", "", piece) : piece);
    }
    return made;
  }

  /** A link from the root of the handbook, which may be below another address. */
  function linkTo(address, text) {
    const link = element("a", "", text);
    link.href = new URL(`../../${address.slice(1)}`, folder).href;
    return link;
  }

  function resultItem({ address, pageTitle, heading, excerpt, call, number }) {
    const item = document.createElement("li");
    item.append(linkTo(address, heading));
    if (heading !== pageTitle) item.append(element("p", "site-search__page", pageTitle));
    if (call) {
      const link = element("a", "site-search__number", number);
      link.href = call;
      link.setAttribute("aria-label", `Call ${heading}: ${number}`);
      item.append(link);
    }
    if (excerpt.length) item.append(element("p", "site-search__text", excerpt));
    return item;
  }

  function startSearch() {
    const dialog = document.getElementById("search");
    const opener = document.querySelector("[data-opens=search]");
    if (!dialog || !dialog.showModal || !opener) return;
    const part = (name) => dialog.querySelector(`.site-search__${name}`);
    const [form, list, next, nearest, missing] = ["form", "results", "next", "nearest", "missing"].map(part);
    const words = form.elements.q;
    const status = dialog.querySelector("[role=status]");
    let shown = STEP;
    let waiting;

    const ask = startWorker(({ results = [], total = 0, nearest: alike = [], failed }) => {
      list.replaceChildren(...results.map(resultItem));
      next.hidden = total <= results.length;
      nearest.hidden = !alike.length;
      nearest.replaceChildren("Did you mean ", ...alike.flatMap((word, at) => [at ? ", " : "", tryButton(word)]), "?");
      missing.hidden = failed || !words.value.trim();
      missing.elements.words.value = words.value;
      status.textContent = failed ? "" : statusOf(results.length, total);
      if (failed) status.append("The search could not be loaded. ", searchPageLink(), ", or look in the A to Z below.");
    });

    function statusOf(count, total) {
      if (!words.value.trim()) return "";
      if (!count) return "Nothing found. Try other words, look in the A to Z, or call someone.";
      if (count < total) return `The ${count} best places`;
      return count === 1 ? "1 place found" : `${count} places found`;
    }

    function searchPageLink() {
      const link = element("a", "", "Search on a page of its own");
      link.href = `${form.action}?q=${encodeURIComponent(words.value)}`;
      return link;
    }

    function tryButton(word) {
      const button = element("button", "site-search__try", word);
      button.type = "button";
      button.addEventListener("click", () => {
        words.value = word;
        words.focus();
        look();
      });
      return button;
    }

    /** Looks for the words in the box; `count` results are shown. */
    function look(count = STEP) {
      clearTimeout(waiting);
      shown = count;
      if (!list.children.length) status.textContent = "Loading the search ...";
      ask(words.value, count);
    }

    function open() {
      // Browsers let no page of a folder on a disk start a worker or fetch a file.
      if (location.protocol === "file:") status.textContent = "Search works only on the site. Look in the A to Z.";
      dialog.showModal();
      words.select();
      if (location.protocol !== "file:") look(shown); // fetches the index while somebody begins to type
    }

    opener.addEventListener("click", open);
    document.addEventListener("keydown", (event) => {
      const isFree = document.activeElement === document.body || document.activeElement?.id === "main";
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !isFree) return;
      event.preventDefault();
      open();
    });
    dialog.querySelector("[data-closes]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== LEFT && history.state?.search) history.replaceState(null, "");
      dialog.returnValue = "";
    });
    words.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, PAUSE);
    });
    words.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault(); // else the first press empties the box, and only the second closes
        dialog.close();
      }
      if (event.key === "ArrowDown") list.querySelector("a")?.focus();
    });
    form.addEventListener("submit", (event) => {
      const first = list.querySelector("a");
      if (!first && !status.querySelector("a")) return event.preventDefault();
      if (!first) return undefined; // the page of its own
      event.preventDefault();
      return first.focus();
    });
    next.addEventListener("click", () => {
      const before = list.children.length;
      look(shown + STEP);
      new MutationObserver((_, observer) => {
        list.children[before]?.querySelector("a").focus();
        observer.disconnect();
      }).observe(list, { childList: true });
    });
    list.addEventListener("keydown", (event) => moveInResults(event, list, words));
    dialog.addEventListener("click", (event) => {
      if (!event.target.closest("a[href]")) return;
      history.replaceState({ search: words.value, shown }, "");
      if (event.target.closest("a").pathname === location.pathname) dialog.close(LEFT);
    });

    /** Brings the words and results back to who comes back. */
    function restore() {
      if (!history.state?.search || dialog.open) return;
      words.value = history.state.search;
      shown = history.state.shown;
      open();
    }
    addEventListener("popstate", restore);
    restore();
  }

  /** Arrow keys go from result to result, and from the first one back to the box. */
  function moveInResults(event, list, words) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const links = [...list.querySelectorAll("li > a:first-child")];
    const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? words : links[Math.min(next, links.length - 1)]).focus();
  }

  document.addEventListener("DOMContentLoaded", startSearch);
})();
