/* A filter for any table or list; without scripts all of it shows:
   data-filter="decisions"        around the whole: what is counted ("12 of 48 decisions shown"); the controls come first in it
   data-filter-by="subject, order"  on the same element: a list of choices for each; a box for words is always there
   data-filter-item               on each row or entry that can be shown or hidden
   data-subject="Health|School"   on an item: its values for the choice "subject", as readers see them, several with |
   data-words="jab vaccine"       on an item: words it is found by besides its own
   data-only-order="Care order"   on a part such as a cell: hidden while the choice "order" is another value
   data-filter-group              on a part with a heading: hidden while none of its items shows
*/
(() => {
  "use strict";

  const letters = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const valuesOf = (part, key) => (part.getAttribute(`data-${key}`) || "").split("|").filter(Boolean);

  /** A control of a filter with its label, which is the name of the choice. */
  function filterControl(form, tag, name) {
    const choice = form.appendChild(document.createElement("div"));
    const label = choice.appendChild(document.createElement("label"));
    const control = choice.appendChild(document.createElement(tag));
    choice.className = "filter__choice";
    label.textContent = name[0].toUpperCase() + name.slice(1);
    label.htmlFor = control.id = `${form.id}-${name}`;
    return Object.assign(control, { name });
  }

  /** The controls of one filter, and a line that says how much is shown. */
  function filterForm(whole, keys, place) {
    const form = document.createElement("form");
    Object.assign(form, { className: "filter", id: `filter-${place}` });
    form.setAttribute("aria-label", `Choose ${whole.dataset.filter}`);
    filterControl(form, "input", "words").type = "search";
    for (const key of keys) {
      const values = [key, `only-${key}`].flatMap((name) => [...whole.querySelectorAll(`[data-${name}]`)].flatMap((part) => valuesOf(part, name)));
      const options = [...new Set(values)].map((value) => new Option(value, value));
      filterControl(form, "select", key).append(new Option("All", ""), ...options);
    }
    const button = form.appendChild(document.createElement("button"));
    Object.assign(button, { type: "reset", className: "md-button", textContent: "Show all" });
    form.appendChild(document.createElement("p")).setAttribute("role", "status");
    whole.prepend(form);
    return form;
  }

  /** Shows what fits and says how much; what was chosen goes with the history entry, so that Back finds it again. */
  function startFilter(whole, place) {
    const items = [...whole.querySelectorAll("[data-filter-item]")];
    if (!items.length) return;
    const keys = (whole.dataset.filterBy || "").split(",").map((key) => key.trim()).filter(Boolean);
    const form = filterForm(whole, keys, place);
    const texts = items.map((item) => letters(`${item.textContent} ${item.dataset.words || ""}`));
    const has = (part, name, value) => !value || !part.hasAttribute(`data-${name}`) || valuesOf(part, name).includes(value);
    const show = () => {
      const wanted = Object.fromEntries(new FormData(form));
      const words = letters(wanted.words).split(/\s+/);
      const fits = (item, at) => words.every((word) => texts[at].includes(word)) && keys.every((key) => has(item, key, wanted[key]));
      items.forEach((item, at) => (item.hidden = !fits(item, at)));
      for (const key of keys)
        whole.querySelectorAll(`[data-only-${key}]`).forEach((part) => (part.hidden = !has(part, `only-${key}`, wanted[key])));
      for (const group of whole.querySelectorAll("[data-filter-group]"))
        group.hidden = !group.querySelector("[data-filter-item]:not([hidden])");
      const count = items.filter((item) => !item.hidden).length;
      form.lastChild.textContent = `${count} of ${items.length} ${whole.dataset.filter} shown.${count ? "" : " Try another word, or show all."}`;
      history.replaceState({ ...history.state, [`filter-${place}`]: wanted }, "");
    };
    let waiting;
    form.addEventListener("input", ({ target }) => {
      clearTimeout(waiting);
      waiting = setTimeout(show, target.name === "words" ? 300 : 0); // a screen reader hears one count, not one for each letter
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(show));
    addEventListener("hashchange", () => {
      const aim = document.getElementById(location.hash.slice(1));
      if (!aim || !whole.contains(aim) || !aim.closest("[hidden]")) return;
      form.reset();
      setTimeout(() => aim.scrollIntoView());
    });
    for (const [name, value] of Object.entries(history.state?.[`filter-${place}`] || {}))
      if (form.elements[name]) form.elements[name].value = value;
    show();
  }

  document.querySelectorAll("[data-filter]").forEach(startFilter);
})();
