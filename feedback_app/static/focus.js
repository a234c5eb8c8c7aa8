// Puts the focus on the error summary in browsers that do not know `autofocus` on it. Everything works without this file.
addEventListener("load", () => {
  // Browsers that know it act before the next frame, and would complain if they came second.
  requestAnimationFrame(() => {
    const summary = document.querySelector(".govuk-error-summary");
    if (summary && document.activeElement !== summary) {
      summary.focus();
    }
  });
});
