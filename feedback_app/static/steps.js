// One section of a long form at a time. Each has an entry in the browser's history, so that Back and Forward work.
import { focusOn, goesBackHere, targetOf } from "./places.js";

/** The parts that are shown one after the other: the start, then each section. */
function stepsOf(form) {
  const sections = [...form.querySelectorAll("[data-section]")];
  const start = { parts: [...document.querySelectorAll("[data-start]")], heading: document.querySelector("h1") };
  return [start, ...sections.map((part) => ({ parts: [part], heading: part.querySelector("h2") }))];
}

/** Whether anything of a step is asked after the answers so far. */
const isAsked = ({ parts: [part] }) =>
  part.dataset.depends === undefined || [...part.querySelectorAll("[data-only-if]")].some((block) => !block.hidden);

/** Whether the answers in the steps before `at` settle which of the later ones are asked. */
function isSettled(form, steps, at) {
  const place = (name) => steps.findIndex(({ parts }) => parts[0].contains(form.querySelector(`[name="${name}"]`)));
  return steps
    .slice(at + 1)
    .filter(({ parts: [part] }) => part.dataset.depends !== undefined)
    .every(({ parts: [part] }) =>
      [...part.querySelectorAll("[data-only-if]")].every((block) => place(block.dataset.onlyIf) < at),
    );
}

/** "Section 3 of 6", or "Section 3" while an answer can still change how many there are. */
function numberOf(form, steps, at) {
  const { number, numberAlone } = form.querySelector("[data-number]").dataset;
  const asked = steps.slice(1).filter(isAsked);
  const words = isSettled(form, steps, at) ? number : numberAlone;
  return words.replace("{number}", asked.indexOf(steps[at]) + 1).replace("{all}", asked.length);
}

/** What shows a step and moves on from it. */
function pager(form, steps) {
  const [check, forward, back] = ["check", "forward", "back"].map((name) => form.querySelector(`[data-${name}]`));
  const ends = form.querySelectorAll("[data-end]");
  const title = document.title;
  const filled = form.dataset.filled !== undefined;
  let at = 0;

  const next = (from) => steps.findIndex((step, place) => place > from && isAsked(step));
  const before = (from) => steps.slice(0, from).reduce((found, step, place) => (isAsked(step) ? place : found), 0);

  /** Puts the buttons, the number and the window's title right for the step that is shown. */
  function refresh() {
    const isLast = next(at) < 0;
    ends.forEach((part) => (part.hidden = !isLast));
    forward.hidden = isLast;
    forward.classList.toggle("govuk-button--secondary", filled);
    check.hidden = !isLast && !filled;
    back.hidden = at === 0;
    if (at === 0) return void (document.title = title);
    const line = steps[at].heading.querySelector(".section-number");
    line.textContent = numberOf(form, steps, at);
    const [, error, rest] = /^(Error: )?(.*)$/s.exec(title);
    document.title = `${error || ""}${line.textContent}: ${steps[at].heading.lastChild.textContent} - ${rest}`;
  }

  function show(place) {
    at = place;
    steps.forEach(({ parts }, each) => parts.forEach((part) => (part.hidden = each !== at)));
    refresh();
  }

  const address = (place) => `${location.pathname}${location.search}${place ? `#section-${place}` : ""}`;

  return {
    show,
    refresh,
    /** Where the address leads, or the nearest step after it that is asked. */
    here() {
      const target = targetOf(location.hash);
      const place = steps.findIndex(({ parts }) => target && parts.some((part) => part.contains(target)));
      return place > 0 && !isAsked(steps[place]) ? next(place) : Math.max(place, 0);
    },
    /** Keeps in this entry of the history which step it shows. */
    settle: (place) => history.replaceState(null, "", address(place)),
    go(place, target = steps[place].heading) {
      if (place !== at) history.pushState({ from: at }, "", address(place));
      show(place);
      focusOn(target);
    },
    forward: () => next(at),
    backward() {
      // The same as the browser's Back where that leads to the step before, so that the history does not grow.
      if (history.state?.from === before(at)) history.back();
      else this.go(before(at));
    },
    /** What Enter in a box does: it goes on, or presses the last button where that is in sight. */
    enter() {
      if (check.hidden) this.go(next(at));
      else form.requestSubmit(check);
    },
  };
}

/** Which step a fresh page opens with, and where the focus goes. */
function open(form, steps, pages) {
  const error = targetOf(document.querySelector(".govuk-error-summary a")?.hash || "");
  const wrong = steps.findIndex(({ parts }) => error && parts.some((part) => part.contains(error)));
  const asked = targetOf(location.hash);
  const place = wrong >= 0 ? wrong : pages.here();
  if (form.dataset.filled === undefined || wrong >= 0 || !asked) {
    // An empty form begins at the start, a form with answers in it at its first section.
    const first = wrong >= 0 ? wrong : Number(form.dataset.filled !== undefined);
    pages.show(first);
    if (first || location.hash) pages.settle(first);
    return;
  }
  pages.show(place);
  focusOn(place && asked.closest("[hidden]") ? steps[place].heading : asked);
}

export function startSteps(form) {
  const steps = stepsOf(form);
  const emptied = goesBackHere() && form.dataset.filled === undefined && (location.hash || steps.length < 3);
  document.querySelector("[data-emptied]").hidden = !emptied;
  if (steps.length < 3) return;
  document.querySelectorAll("[data-unstepped]").forEach((part) => (part.hidden = true));
  for (const { heading } of steps.slice(1)) {
    heading.insertAdjacentHTML("afterbegin", '<span class="section-number"></span> ');
  }
  const pages = pager(form, steps);
  open(form, steps, pages);
  form.addEventListener("change", pages.refresh);
  form.querySelector("[data-forward]").addEventListener("click", () => pages.go(pages.forward()));
  form.querySelector("[data-back]").addEventListener("click", () => pages.backward());
  form.addEventListener("submit", (event) => {
    // Enter in a box presses the first button of the form, which may be out of sight.
    if (!event.submitter.hidden) return;
    event.preventDefault();
    pages.enter();
  });
  addEventListener("popstate", () => {
    const place = pages.here();
    pages.show(place);
    focusOn(steps[place].heading);
  });
  document.addEventListener("click", (event) => {
    const target = targetOf(event.target.closest("a")?.getAttribute("href") || "");
    const place = steps.findIndex(({ parts }) => target && parts.some((part) => part.contains(target)));
    if (place < 0) return;
    event.preventDefault();
    pages.go(place, target);
  });
}
