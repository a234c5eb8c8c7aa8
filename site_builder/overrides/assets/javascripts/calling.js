/* Who to call now, by the clock of England: at every step of a page that says "call", and on "Who to call" one open number
   for what it is about, and on every line whether it is open.

   Who is called when is worked out at the build and only looked up here. Without this script the words say all.
*/
(() => {
  "use strict";

  const DAY = 1440; // in minutes
  const AHEAD = 14; // so many days are looked at for when a line opens or closes: the longest run of closed days is shorter

  const WANTED = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", hourCycle: "h23" };
  const ENGLAND = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", ...WANTED });
  const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" });

  /** The clock in England, wherever the reader is: the day as a number, and minutes after midnight. */
  function englandNow() {
    const is = Object.fromEntries(ENGLAND.formatToParts(new Date()).map(({ type, value }) => [type, Number(value)]));
    return { day: Date.UTC(is.year, is.month - 1, is.day) / 864e5, minute: is.hour * 60 + is.minute, year: is.year };
  }

  const dateOf = (day) => new Date(day * 864e5);
  const nameOf = (day) => WEEKDAY.format(dateOf(day));

  function timeInWords(minute) {
    const [hour, rest] = [Math.floor(minute / 60) % 24, minute % 60];
    if (!rest && hour % 12 === 0) return hour ? "noon" : "midnight";
    return `${hour % 12 || 12}${rest ? `.${String(rest).padStart(2, "0")}` : ""}${hour < 12 ? "am" : "pm"}`;
  }

  /** A time to come, such as "9am tomorrow"; midnight as an end belongs to the day before. */
  function whenInWords(minute, now, isEnd) {
    const ahead = Math.floor((minute - Number(isEnd)) / DAY);
    const day = ahead < 1 ? "" : ahead === 1 ? " tomorrow" : ` on ${nameOf(now.day + ahead)}`;
    return `${timeInWords(minute)}${day}`;
  }

  /** What a table of the build says about an hour. */
  function lookUp({ days, changes, open, calls, years, holidays }) {
    const holidayDays = new Set(holidays.map((day) => Date.parse(day) / 864e5));
    const isHoliday = (day) => holidayDays.has(day);

    /** The minutes of a day at which other lines are open than before, each with the state that begins. */
    const changesOf = (day, holiday = isHoliday(day)) =>
      changes[days[((dateOf(day).getUTCDay() + 6) % 7) * 4 + Number(holiday) * 2 + Number(isHoliday(day - 1))]]; // Monday is first

    const stateAt = ({ day, minute }, holiday) => changesOf(day, holiday).filter(([from]) => from <= minute).pop()[1];

    /** When a line opens if it is closed, or closes if it is open, in minutes after today's midnight; Infinity for never. */
    function changeOf(id, now, isOpen) {
      for (let ahead = 0; ahead < AHEAD; ahead++)
        for (const [from, state] of changesOf(now.day + ahead))
          if (ahead * DAY + from > now.minute && open[state].includes(id) !== isOpen) return ahead * DAY + from;
      return Infinity;
    }

    function hoursInWords(id, now) {
      const isOpen = open[stateAt(now)].includes(id);
      const change = changeOf(id, now, isOpen);
      if (isOpen) return change === Infinity ? "Open now, day and night" : `Open now until ${whenInWords(change, now, true)}`;
      return change === Infinity ? "We do not know if it is open now" : `Closed now. Opens at ${whenInWords(change, now, false)}`;
    }

    /** The lines to call about a problem, first the one number, then those for when nobody answers. */
    const callsAt = (name, now, holiday) => calls[name][stateAt(now, holiday)];

    return { isHoliday, hoursInWords, callsAt, knows: ({ year }) => years.includes(year) };
  }

  function make(tag, className, ...children) {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...children);
    return made;
  }

  const link = (words, href, className = "") => Object.assign(make("a", className, words), { href });
  const callLink = ({ number, address }, className) => link(number, address, className);

  /** A step that says "call": the numbers that are open now before those for all hours, which stay for paper. */
  function startStep(step) {
    const { problem, lines, first: onlyFirst, ...table } = JSON.parse(step.dataset.call);
    const { callsAt, hoursInWords, knows } = lookUp(table);
    const now = make("span", "call__now");
    const callPage = document.querySelector(".site-header__call").href;

    function wordsAt(when) {
      const [first, second] = callsAt(problem, when).map((id) => lines[id]);
      const hours = hoursInWords(callsAt(problem, when)[0], when);
      const isOpen = hours.startsWith("Open");
      const words = [isOpen ? callLink(first) : first.number, first.after];
      if (!onlyFirst || !isOpen) words.push(`, ${hours.replace(". Opens", ", opens").replace(/^./, (letter) => letter.toLowerCase())}`);
      if (onlyFirst) return words;
      if (second) words.push("; if nobody answers, ", callLink(second), second.after);
      return [...words, "; ", link("other hours", `${callPage}#${problem}`)];
    }

    function show() {
      const when = englandNow();
      if (!knows(when)) return now.remove(); // the words for all hours are right in any year
      const shown = make("span", "", ...wordsAt(when));
      if (now.innerHTML !== shown.innerHTML) now.replaceChildren(...shown.childNodes);
      if (!now.isConnected) step.prepend(now); // else whoever is on the link would be sent off it
    }

    keepUpToDate(show);
  }

  function keepUpToDate(show) {
    show();
    document.addEventListener("visibilitychange", show);
    setInterval(show, 60000);
  }

  document.querySelectorAll("[data-call]").forEach(startStep);

  const place = document.querySelector("[data-calls]");
  if (!place) return;
  const { lines, problems, areas, danger, ...table } = JSON.parse(place.dataset.calls);
  const { isHoliday, hoursInWords, callsAt, knows } = lookUp(table);

  const numberOf = (id, className) => [callLink(lines[id], className), lines[id].after];

  function mark(id, now) {
    const words = hoursInWords(id, now);
    return make("span", `calling__mark calling__mark--${words.startsWith("Open") ? "open" : "closed"}`, words);
  }

  const choice = (label, options) => {
    const select = document.createElement("select");
    select.append(...options.map(([value, title]) => new Option(title, value)));
    const whole = make("label", "call-now__choice", `${label} `, select);
    place.append(whole);
    return select;
  };

  document.querySelector("article .lead").after(place); // above "On this page": a phone shows the number without scrolling
  const { year } = englandNow();
  if (year < table.years[0]) {
    const wrong = `The clock of your phone or computer is wrong: it says ${year}. Go by the table below, which has the numbers for day and night.`;
    place.append(make("p", "calling__clock", wrong));
    return;
  }
  const about = choice("What is it about?", problems.map(({ id, title }) => [id, title]));
  const card = place.appendChild(make("div", "call-now__card"));
  card.setAttribute("aria-live", "polite");
  const area = choice("Where do you live?", [["", "All areas"], ...areas]);
  const clock = place.appendChild(make("p", "calling__clock"));

  const hasOrder = (areaId) => `${about.value}/${areaId}` in table.calls;
  const callsNow = (now, holiday) => callsAt(hasOrder(area.value) ? `${about.value}/${area.value}` : about.value, now, holiday);

  function cardLines(now) {
    const [first, second] = callsNow(now);
    const words = hoursInWords(first, now);
    const [number, after] = words.startsWith("Closed") ? [lines[first].number, lines[first].after] : numberOf(first, "call-now__number");
    const rows = [
      make("p", "call-now__title", lines[first].title),
      make("p", "", number, after, mark(first, now)),
      make("p", "", words.startsWith("We") ? `${lines[first].hours}. ` : "", problems[about.selectedIndex].say),
    ];
    if (second) rows.push(make("p", "", "If nobody answers: ", ...numberOf(second), `, ${lines[second].title}.`));
    const [onHoliday] = callsNow(now, true);
    if (!knows(now) && onHoliday !== first)
      rows.push(make("p", "", "If today is a bank holiday: ", ...numberOf(onHoliday), `, ${lines[onHoliday].title}.`));
    if (first !== danger) rows.push(make("p", "", "If someone is in danger, call ", ...numberOf(danger), "."));
    return rows;
  }

  function clockLine(now) {
    const holiday = isHoliday(now.day) ? ", a bank holiday" : "";
    const unknown = knows(now) ? "" : ` This page does not know the bank holidays of ${now.year}, so on one a line may be closed.`;
    const time = `${nameOf(now.day)}${holiday}, ${timeInWords(now.minute)}`;
    return `By the clock of your phone or computer it is ${time} in England. If that is wrong, go by "All numbers" below.${unknown}`;
  }

  function showCard() {
    const now = englandNow();
    area.parentElement.hidden = !areas.some(([id]) => hasOrder(id));
    const shown = make("div", "", ...cardLines(now));
    if (card.innerHTML !== shown.innerHTML) card.replaceChildren(...shown.childNodes); // else a screen reader would read it each minute
    clock.textContent = clockLine(now);
  }

  function show() {
    showCard();
    const now = englandNow();
    for (const line of document.querySelectorAll("[data-line]")) {
      line.querySelector(".calling__mark")?.remove();
      line.append(mark(line.dataset.line, now));
    }
  }

  /** From `#missing-child`, or `#about-missing-child` as the row is called, the number for that; what it is about is then known. */
  function choose() {
    const id = location.hash.slice(1).replace(/^about-/, "");
    const fold = document.getElementById(id)?.closest("details");
    if (fold) fold.open = true; // not every browser opens what an address leads into
    if (!problems.some((each) => each.id === id)) return;
    about.value = id;
    scrollTo(0, 0);
    showCard();
  }

  document.querySelectorAll(".calling__row, .calling__row > th").forEach((row) => row.removeAttribute("id")); // the card stands for them
  document.querySelectorAll(".calling__all").forEach((all) => (all.open = false));
  keepUpToDate(show);
  choose();
  about.addEventListener("change", () => {
    history.replaceState(history.state, "", `#${about.value}`);
    showCard();
  });
  area.addEventListener("change", showCard);
  addEventListener("hashchange", choose);
  addEventListener("load", choose);
})();
