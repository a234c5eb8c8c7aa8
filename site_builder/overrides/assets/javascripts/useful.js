/* "Was this page useful?" is answered in its place: thanks and a box for words, both as the server writes them. Without this
   file, or where the forms stand on another host, the answer is a page of its own. Nothing is stored. */
(() => {
  "use strict";

  /** What the server answers to a form, as a page; an error where it did not take it. */
  async function send(address, values) {
    const body = new URLSearchParams(values);
    const answer = await fetch(address, { method: "POST", body, credentials: "omit", cache: "no-store" });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  /** Moves the page only where what is new stands out of sight, such as above the end of a longer answer before it. */
  function bringIntoView(part) {
    const { top, bottom } = part.getBoundingClientRect();
    const hidden = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    if (top < hidden || bottom > innerHeight) part.scrollIntoView({ block: "start", behavior: "instant" });
  }

  /** Puts the parts of the server's page that are meant for it where the form stood; nothing else moves. */
  function show(form, page) {
    const place = document.createElement("div");
    place.className = "useful-more page-foot__section";
    const thanks = place.appendChild(document.createElement("p"));
    thanks.className = "useful-more__thanks";
    thanks.textContent = page.querySelector("h1").textContent;
    thanks.tabIndex = -1;
    place.append(...page.querySelectorAll("main [data-in-page]"));
    (form.closest(".useful-more") || form).replaceWith(place);
    place.querySelectorAll("form").forEach(answerInPlace);
    // The button that had the focus is gone.
    const wrong = place.querySelector(".govuk-textarea--error");
    (wrong || thanks).focus({ preventScroll: true });
    bringIntoView(wrong?.closest(".govuk-form-group") || thanks);
  }

  function answerInPlace(form) {
    let isSent = false;
    async function answer(event) {
      event.preventDefault();
      if (isSent) return;
      isSent = true;
      const { submitter } = event;
      const values = new FormData(form);
      if (submitter?.name) values.append(submitter.name, submitter.value);
      // A button may have an address of its own: back to the box.
      const address = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
      try {
        show(form, await send(address, values));
      } catch {
        // The browser sends it itself and shows what the server says, such as "wait a little".
        form.removeEventListener("submit", answer);
        form.requestSubmit(submitter);
      }
    }
    form.addEventListener("submit", answer);
  }

  const form = document.querySelector("form.useful");
  if (form && new URL(form.action).origin === location.origin) answerInPlace(form);
})();
