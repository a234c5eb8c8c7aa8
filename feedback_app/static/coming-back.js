// A browser may keep a page in memory when it is left, answers and all, and show it again on "back". Not here: whoever
// comes back finds the form as the server sends it.
addEventListener("pagehide", (event) => {
  if (event.persisted) document.body.hidden = true;
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  const form = location.pathname.replace(/(check|send)\/$/, "");
  if (form === location.pathname) location.reload();
  else location.replace(form);
});
