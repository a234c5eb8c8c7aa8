/* What the tests ask of a page that is open: put in once, each probe is one call. */
window.probes = (() => {
  const head = (element) => element.outerHTML.slice(0, 90);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const visible = (element) => element.checkVisibility({ visibilityProperty: true });
  const hiddenOnPurpose = (element) => getComputedStyle(element).clipPath !== "none";
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";

  /** What every page must have or must not have. */
  async function facts() {
    const stores = [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length];
    return {
      headings: all("h1").map((heading) => heading.textContent.trim()),
      title: document.title,
      language: document.documentElement.lang,
      unnamed: all("nav, aside, [role=region]").filter((e) => !e.ariaLabel && !e.getAttribute("aria-labelledby")).map(head),
      nameless: all("table").filter((table) => !table.caption && !table.ariaLabel).map(head),
      inline: all("script:not([src]):not([type='application/json']), style, [style], [onclick]").map(head),
      storage: stores.reduce((sum, count) => sum + count, 0),
    };
  }

  /** What stands out to the right of the screen; tables that scroll in a region of their own may. */
  function sideways() {
    const width = document.documentElement.clientWidth;
    const beyond = (e) => e.getBoundingClientRect().width > 0 && e.getBoundingClientRect().right > width + 1;
    const out = all("body *").filter((e) => beyond(e) && visible(e) && !hiddenOnPurpose(e) && !e.closest(".table-scroll"));
    if (document.documentElement.scrollWidth > width) out.push(document.documentElement);
    return out.slice(0, 3).map(head);
  }

  /** Boxes that cut their text off. */
  function clipped() {
    const cuts = (e) => ["hidden", "clip"].includes(getComputedStyle(e).overflowY) && e.scrollHeight > e.clientHeight + 1;
    return all("main *, header *, footer *").filter((e) => cuts(e) && visible(e) && !hiddenOnPurpose(e) && !e.closest("svg")).map(head);
  }

  /** Everything that would move. */
  function moving() {
    const moves = (style) =>
      style.animationName !== "none" ||
      (style.transitionProperty !== "none" && style.transitionDuration.split(",").some((time) => parseFloat(time) > 0));
    return [...all("*").filter((e) => moves(getComputedStyle(e))).map(head), ...document.getAnimations().map(String)];
  }

  /** Controls too small for a thumb: 24 px for any that stands alone, 44 px high for our own; links in running text are free. */
  function small() {
    const ours = ".site-header a, .site-header button, .useful__button, .govuk-button, .md-button, .site-search button, .site-search input";
    const free = (e) => e.closest("p, li, dd, td, figcaption, h2, h3") && !e.matches(ours);
    const low = (e) => {
      const { width, height } = e.getBoundingClientRect();
      return e.matches(ours) ? height < 43.9 : width < 23.9 || height < 23.9;
    };
    return all(CONTROLS).filter((e) => visible(e) && !hiddenOnPurpose(e) && !free(e) && low(e)).map(head);
  }

  /** What is wrong with the control that has the focus now. */
  function focusFaults(now) {
    const box = now.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(now);
    const line = now.getClientRects()[0] || box; // a link may run over two lines
    const top = document.elementFromPoint(line.x + Math.min(line.width / 2, 40), line.y + line.height / 2);
    const faults = [];
    if (!visible(now) || !box.width) faults.push("not visible");
    else if (box.right < 1 || box.left > innerWidth || box.bottom < 1 || box.top > innerHeight) faults.push("out of sight");
    else if (top && !now.contains(top) && !top.contains(now)) faults.push(`covered by ${top.tagName}.${top.className}`);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) faults.push("no ring");
    return faults.map((fault) => `${fault}: ${head(now)}`);
  }

  let left, met, faults, over;

  /** Begin to watch a walk by Tab; gives the number of controls that it must reach. */
  function watchWalk() {
    left = all(CONTROLS).filter((e) => visible(e) && !e.disabled && e.tabIndex >= 0);
    [met, faults, over] = [[], [], false];
    document.addEventListener("keyup", () => {
      const now = document.activeElement;
      over ||= met.length > 0 && (now === document.body || met.includes(now));
      if (over || now === document.body) return;
      faults.push(...focusFaults(now));
      met.push(now);
    });
    return left.length;
  }

  /** The faults met on the walk, and what it never reached. */
  const walked = () => [...faults, ...left.filter((e) => !met.includes(e)).map((e) => `never reached: ${head(e)}`)];

  return { facts, sideways, clipped, moving, small, watchWalk, walked };
})();
