/* "Who can I call now?" on the page of contacts: marks who answers, by the clock of England. The table says all without it. */
(() => {
  "use strict";

  const DAY = 1440; // in minutes

  /** The clock in England, wherever the reader is: the day as a number, and minutes after midnight. */
  function englandNow() {
    const wanted = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", hourCycle: "h23" };
    const parts = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", ...wanted }).formatToParts(new Date());
    const is = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
    return { day: Date.UTC(is.year, is.month - 1, is.day) / 864e5, minute: is.hour * 60 + is.minute };
  }

  const dateOf = (day) => new Date(day * 864e5);
  const written = (day) => dateOf(day).toISOString().slice(0, 10);
  const nameOf = (day) => dateOf(day).toLocaleDateString("en-GB", { weekday: "long", timeZone: "UTC" });

  /** Until which minute of a day somebody answers who answers at this one; 0 when nobody does. */
  function closesAt(hours, day, minute, holidays) {
    const ends = [day, day - 1].flatMap((begun) =>
      hours.map(([days, start, length, rule]) => {
        const from = Number(start) - (day - begun) * DAY;
        const fits = rule === "open" || holidays.includes(written(begun)) === (rule === "only");
        const on = fits && days.includes((dateOf(begun).getUTCDay() + 6) % 7); // Monday is 0, as in the content
        return on && from <= minute && minute < from + Number(length) ? from + Number(length) : 0;
      }),
    );
    return Math.max(0, ...ends);
  }

  /** Until when somebody answers, in minutes after today's midnight: 0 when closed, Infinity when always open. */
  function answersUntil(hours, now, holidays) {
    let until = now.minute;
    while (until - now.minute < 8 * DAY) {
      const days = Math.floor(until / DAY);
      const end = closesAt(hours, now.day + days, until - days * DAY, holidays);
      if (!end) return until === now.minute ? 0 : until;
      until = days * DAY + end;
    }
    return Infinity;
  }

  function timeInWords(minute) {
    const [hour, rest] = [Math.floor(minute / 60) % 24, minute % 60];
    if (!rest && hour % 12 === 0) return hour ? "noon" : "midnight";
    return `${hour % 12 || 12}${rest ? `.${String(rest).padStart(2, "0")}` : ""}${hour < 12 ? "am" : "pm"}`;
  }

  function untilInWords(until, now) {
    if (until === Infinity) return "Open now, day and night";
    const days = Math.ceil(until / DAY) - 1;
    const when = days < 1 ? "" : days === 1 ? " tomorrow" : ` on ${nameOf(now.day + days)}`;
    return `Open now until ${timeInWords(until)}${when}`;
  }

  /** A list of the areas, in its label; nothing when no line is for some areas only. */
  function areaChoice(table) {
    if (!table.dataset.areas) return null;
    const label = document.createElement("label");
    const select = document.createElement("select");
    label.className = "calling__area";
    label.append("Your area ", select);
    select.append(new Option("All areas", ""));
    for (const [id, title] of table.dataset.areas.split(";").map((each) => each.split("="))) select.append(new Option(title, id));
    table.before(label);
    return select;
  }

  /** One number of a row: until when somebody answers, and whether it may be named to those who find another closed. */
  function lineOf(item, area, now, holidays) {
    const areas = item.dataset.in.split(" ").filter(Boolean);
    const hours = item.dataset.hours.split(";").filter(Boolean).map((each) => each.split(" "));
    item.hidden = Boolean(area) && areas.length > 0 && !areas.includes(area);
    const [name, number] = ["#", "tel:"].map((kind) => item.querySelector(`a[href^='${kind}']`));
    const until = answersUntil(hours, now, holidays);
    const fits = area ? !item.hidden : !areas.length;
    return { item, until, known: hours.length > 0, name: name.textContent, instead: Boolean(until && number && fits) };
  }

  function markRow(row, area, now, holidays) {
    const lines = [...row.querySelectorAll(".calling__line")].map((item) => lineOf(item, area, now, holidays));
    const instead = lines.find((line) => line.instead);
    for (const { item, until } of lines.filter((line) => line.known)) {
      const mark = item.querySelector(".calling__mark") || item.appendChild(document.createElement("span"));
      const words = until ? untilInWords(until, now) : `Closed now${instead ? `; call ${instead.name}` : ""}`;
      mark.className = `calling__mark calling__mark--${until ? "open" : "closed"}`;
      if (mark.textContent !== words) mark.textContent = words;
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const table = document.querySelector("table.calling");
    if (!table) return;
    const holidays = table.dataset.holidays.split(" ");
    const area = areaChoice(table);
    const clock = document.createElement("p");
    clock.className = "calling__clock";
    table.before(clock);
    const mark = () => {
      const now = englandNow();
      // After the last bank holiday that this page knows of, nothing is said rather than something wrong.
      if (written(now.day) > holidays[holidays.length - 1]) return;
      const holiday = holidays.includes(written(now.day)) ? ", a bank holiday" : "";
      clock.textContent = `Marked for now: ${nameOf(now.day)}${holiday}, ${timeInWords(now.minute)}.`;
      table.querySelectorAll("tbody tr").forEach((row) => markRow(row, area && area.value, now, holidays));
    };
    mark();
    if (area) area.addEventListener("change", mark);
    setInterval(mark, 60000);
    document.addEventListener("visibilitychange", mark);
  });
})();
