// Puts the focus on the error summary in browsers that do not know `autofocus` on it. Everything works without this file.
addEventListener("load", () => {
  const summary = document.querySelector(".govuk-error-summary");
  if (summary && document.activeElement !== summary) {
    summary.focus();
  }
});
