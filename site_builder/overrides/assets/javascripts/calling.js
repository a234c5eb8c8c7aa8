/* "Who to call": one open number for what it is about, and on every line whether it is open, by the clock of England.

   Who is called when is worked out at the build and only looked up here. Without this script the table says all.
*/
(() => {
  "use strict";

  const DAY = 1440; // in minutes
  const AHEAD = 14; // so many days are looked at for when a line opens or closes: the longest run of closed days is shorter
  const place = document.querySelector("[data-calls]");
  if (!place) return;
  const { days, open, calls, lines, problems, areas, danger, years, holidays } = JSON.parse(place.dataset.calls);

  /** The clock in England, wherever the reader is: the day as a number, and minutes after midnight. */
  function englandNow() {
    const wanted = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", hourCycle: "h23" };
    const parts = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", ...wanted }).formatToParts(new Date());
    const is = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
    return { day: Date.UTC(is.year, is.month - 1, is.day) / 864e5, minute: is.hour * 60 + is.minute, year: is.year };
  }

  const dateOf = (day) => new Date(day * 864e5);
  const nameOf = (day) => dateOf(day).toLocaleDateString("en-GB", { weekday: "long", timeZone: "UTC" });
  const isHoliday = (day) => holidays.includes(dateOf(day).toISOString().slice(0, 10));

  /** The minutes of a day at which other lines are open than before, each with the state that begins. */
  const changesOf = (day, holiday = isHoliday(day)) =>
    days[`${(dateOf(day).getUTCDay() + 6) % 7}${Number(holiday)}${Number(isHoliday(day - 1))}`]; // Monday is 0, as in the content

  const stateAt = ({ day, minute }, holiday) => changesOf(day, holiday).filter(([from]) => from <= minute).pop()[1];

  /** When a line opens if it is closed, or closes if it is open, in minutes after today's midnight; Infinity for never. */
  function changeOf(id, now, isOpen) {
    for (let ahead = 0; ahead < AHEAD; ahead++)
      for (const [from, state] of changesOf(now.day + ahead))
        if (ahead * DAY + from > now.minute && open[state].includes(id) !== isOpen) return ahead * DAY + from;
    return Infinity;
  }

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

  function hoursInWords(id, now) {
    const isOpen = open[stateAt(now)].includes(id);
    const change = changeOf(id, now, isOpen);
    if (isOpen) return change === Infinity ? "Open now, day and night" : `Open now until ${whenInWords(change, now, true)}`;
    return change === Infinity ? "We do not know if it is open now" : `Closed now. Opens at ${whenInWords(change, now, false)}`;
  }

  function make(tag, className, ...children) {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...children);
    return made;
  }

  function numberOf(id, className = "") {
    const { number, address, after } = lines[id];
    const link = Object.assign(make("a", className, number), { href: address });
    return [link, after];
  }

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
  const about = choice("What is it about?", problems.map(({ id, title }) => [id, title]));
  const card = place.appendChild(make("div", "call-now__card"));
  card.setAttribute("aria-live", "polite");
  const area = choice("Where do you live?", [["", "All areas"], ...areas]);
  const clock = place.appendChild(make("p", "calling__clock"));

  /** The lines to call now, first the one number, then those for when nobody answers. */
  const callsNow = (now, holiday) => (calls[`${about.value}/${area.value}`] || calls[about.value])[stateAt(now, holiday)];

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
    if (!years.includes(now.year) && onHoliday !== first)
      rows.push(make("p", "", "If today is a bank holiday: ", ...numberOf(onHoliday), `, ${lines[onHoliday].title}.`));
    if (first !== danger) rows.push(make("p", "", "If someone is in danger, call ", ...numberOf(danger), "."));
    return rows;
  }

  function clockLine(now) {
    const holiday = isHoliday(now.day) ? ", a bank holiday" : "";
    const unknown = years.includes(now.year) ? "" : ` This page does not know the bank holidays of ${now.year}, so on one a line may be closed.`;
    return `By the clock of England it is ${nameOf(now.day)}${holiday}, ${timeInWords(now.minute)}.${unknown}`;
  }

  function showCard() {
    const now = englandNow();
    area.parentElement.hidden = !areas.some(([id]) => calls[`${about.value}/${id}`]);
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
  show();
  choose();
  about.addEventListener("change", () => {
    history.replaceState(history.state, "", `#${about.value}`);
    showCard();
  });
  area.addEventListener("change", showCard);
  addEventListener("hashchange", choose);
  addEventListener("load", choose);
  document.addEventListener("visibilitychange", show);
  setInterval(show, 60000);
})();
