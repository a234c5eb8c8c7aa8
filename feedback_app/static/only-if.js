// Questions that depend on the answer to an earlier one show when that answer is chosen. What was answered before stays
// in the form: the page for checking says what is left out, as it does without scripts.

/** The blocks of a form that depend on an answer, in order; each stands behind the question that decides. */
const blocks = (form) => [...form.querySelectorAll("[data-only-if]")];

/** Whether the answers so far lead to a block; what is not asked itself decides nothing. */
function isAsked(form, block) {
  const chosen = form.querySelector(`[name="${block.dataset.onlyIf}"]:checked`);
  if (!chosen || chosen.closest("[data-only-if]")?.hidden) return false;
  return block.dataset.answers.split(" ").includes(chosen.value);
}

/** Shows and hides; answers which blocks came and which went. */
function update(form) {
  const came = [];
  const went = [];
  for (const block of blocks(form)) {
    const hidden = !isAsked(form, block);
    if (hidden !== block.hidden) (hidden ? went : came).push(block);
    block.hidden = hidden;
  }
  return { came, went };
}

/** Says in one line what changed below on the same page; what changes in a later section is met there. */
function tell(news, { came, went }) {
  const here = (block) => !block.closest("section")?.hidden;
  const more = came.filter(here).length;
  if (more) news.textContent = more === 1 ? news.dataset.one : news.dataset.many;
  else news.textContent = went.some(here) ? news.dataset.none : "";
}

export function startOnlyIf(form) {
  if (!blocks(form).length) return;
  const news = form.querySelector("[data-news]");
  // The question now stands there only when it is asked, so it need not say of whom.
  form.querySelectorAll(".only-if__who").forEach((words) => (words.hidden = true));
  update(form);
  form.addEventListener("change", () => tell(news, update(form)));
}
