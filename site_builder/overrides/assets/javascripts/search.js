/* The search: a dialog over the page. Words are looked up in a worker and sent nowhere. Nothing is stored, but for the words
   that Back brings again, which the browser keeps with the page it left. */
(() => {
  "use strict";

  const STEP = 8;
  const LEFT = "left"; // how the dialog closes for a place on the same page, to which Back leads from there
  const PAUSE = 250; // milliseconds after a key before results are looked for
  const PATIENCE = 400; // milliseconds without an answer after which the page says that it is loading
  const folder = new URL("../search/", document.currentScript.src).href;
  const worker = new URL("search-worker.js", document.currentScript.src).href;

  /** Asks the worker, which is started by the first question; only the answer to the newest one is heard. */
  function startWorker(onAnswer) {
    let started;
    let index; // its first file, fetched while the worker is: a slow phone would wait for one after the other
    let newest = { number: 0 };
    return async (typed, count) => {
      if (!started) {
        index = fetch(`${folder}index.json`, { cache: "no-cache" }).then((response) => response.json());
        started = new Worker(worker);
        started.addEventListener("message", ({ data }) => data.number === newest.number && onAnswer(newest.typed, data));
        started.addEventListener("error", () => {
          started = undefined; // the next question starts another one
          onAnswer(newest.typed, { failed: true });
        });
      }
      const asked = { folder, typed, count, number: newest.number + 1 };
      newest = asked;
      const first = await index.catch(() => undefined); // the worker then tries by itself, and says what happens
      if (asked !== newest) return;
      started?.postMessage({ ...asked, first });
      index = Promise.resolve(); // once is enough
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
    let typing;
    let loading;
    let hasFailed = false;
    let followUp; // what is done with the results that are on their way, once they are here

    const ask = startWorker((typed, { results = [], total = 0, nearest: alike = [], failed = false }) => {
      clearTimeout(loading);
      hasFailed = failed;
      list.replaceChildren(...results.map(resultItem));
      next.hidden = total <= results.length;
      nearest.hidden = !alike.length;
      nearest.replaceChildren("Did you mean ", ...alike.flatMap((word, at) => [at ? ", " : "", tryButton(word)]), "?");
      missing.hidden = failed || !typed.trim();
      missing.elements.words.value = typed;
      if (failed) say("The search could not be loaded. Use the ", searchPageLink(), " or look in the A to Z.");
      else say(statusOf(typed, results.length, total));
      followUp?.();
      followUp = undefined;
    });

    function say(...pieces) {
      status.replaceChildren(...pieces);
    }

    function statusOf(typed, count, total) {
      if (!typed.trim()) return "";
      if (!count) return "Nothing found. Try other words, look in the A to Z, or call someone.";
      if (count < total) return `The ${count} best places`;
      return count === 1 ? "1 place found" : `${count} places found`;
    }

    function searchPageLink() {
      const link = element("a", "", "search on a page of its own");
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

    /** Looks for the words in the box; `count` results are shown, and `then` is called when they are. */
    function look(count = STEP, then = undefined) {
      // Browsers let no page of a folder on a disk start a worker or fetch a file.
      if (location.protocol === "file:") return say("Search works only on the site. Look in the A to Z.");
      clearTimeout(typing);
      clearTimeout(loading);
      loading = setTimeout(sayLoading, PATIENCE);
      shown = count;
      followUp = then;
      return ask(words.value, count);
    }

    /** What was found for other words goes: somebody could take it for an answer. */
    function sayLoading() {
      list.replaceChildren();
      next.hidden = nearest.hidden = missing.hidden = true;
      say("Loading the search. If it takes long, use the ", searchPageLink(), ".");
    }

    function open() {
      dialog.showModal();
      words.select();
      look(shown); // fetches the index while somebody begins to type
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
      followUp = undefined;
      if (dialog.returnValue !== LEFT) forget();
      dialog.returnValue = "";
    });

    /** Whoever closes the search leaves no words for the next person with this phone. */
    function forget() {
      if (history.state?.search) history.replaceState(null, "");
      words.value = "";
      list.replaceChildren();
      next.hidden = nearest.hidden = missing.hidden = true;
    }

    words.addEventListener("input", () => {
      clearTimeout(typing);
      followUp = undefined;
      typing = setTimeout(look, PAUSE);
    });
    words.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault(); // else the first press empties the box, and only the second closes
        dialog.close();
      }
      if (event.key === "ArrowDown") list.querySelector("a")?.focus();
    });
    form.addEventListener("submit", (event) => {
      if (hasFailed) return; // and the browser goes to the page of its own
      event.preventDefault();
      look(STEP, () => list.querySelector("a")?.click());
    });
    next.addEventListener("click", () => {
      const before = list.children.length;
      look(shown + STEP, () => list.children[before]?.querySelector("a").focus());
    });
    list.addEventListener("keydown", (event) => moveInResults(event, list, words));
    dialog.addEventListener("click", (event) => {
      if (!event.target.closest("a[href]")) return;
      history.replaceState({ search: words.value, shown }, "");
      if (event.target.closest("a").pathname === location.pathname) dialog.close(LEFT);
    });

    /** Brings the words and results back to who comes back to them, and takes them away from who goes on from there. */
    function restore() {
      if (!history.state?.search) return dialog.close(LEFT);
      if (dialog.open) return undefined;
      words.value = history.state.search;
      shown = history.state.shown;
      return open();
    }
    addEventListener("popstate", restore);
    restore();
  }

  /** Arrow keys go from result to result, and from the first one back to the box. */
  function moveInResults(event, list, words) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const items = [...list.children];
    const next = items.indexOf(document.activeElement.closest("li")) + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? words : items[Math.min(next, items.length - 1)].querySelector("a")).focus();
  }

  document.addEventListener("DOMContentLoaded", startSearch);
})();
