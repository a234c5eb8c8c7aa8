// Places in a page: what a link leads to, and how the focus gets there.

/** The element that a link within the page names; nothing for any other link. */
export const targetOf = (link) => (link.startsWith("#") ? document.getElementById(link.slice(1)) : null);

/** Puts the focus on a heading or a control, with its question in sight. */
export function focusOn(target) {
  const chosen = target.type === "radio" && document.querySelector(`[name="${target.name}"]:checked`);
  if (/^H\d$/.test(target.tagName)) target.tabIndex = -1;
  (chosen || target).focus({ preventScroll: true });
  (target.closest("fieldset, .govuk-form-group") || target).scrollIntoView();
}

/** Whether the browser came here by Back, Forward or by loading the page again. */
export const goesBackHere = () =>
  ["back_forward", "reload"].includes(performance.getEntriesByType("navigation")[0]?.type);
