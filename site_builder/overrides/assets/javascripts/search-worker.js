/* Ranks places of the handbook as `handbook.search` does; tests compare the two. Nothing that was typed leaves this file,
   but the names of the small files of the index that hold the words. */
"use strict";

const FIRST_FILE = "index.json";
const MAX_PLACES = 1024;
const WHOLE_PAGE = MAX_PLACES - 1;
const MAX_LABELS = 128;
const ALL_LABELS = MAX_LABELS - 1;
const PLACES_OF_FILE = 6;
const OTHER_PLACES = 3;
const MIN_PREFIX = 3;
const MIN_HALF = 3;
const MIN_FORGIVEN = 4;
const MIN_TWICE_FORGIVEN = 5;
const ENDINGS = ["s", "es", "d", "ed", "ing", "er", "ers"];
const FAR = 3;
const MOST_NEAREST = 4;
const MAX_LETTERS = 130;
const LEAD = 40;
const TOKEN = /[\p{L}\p{N}]+(?:['\u2019.&+-][\p{L}\p{N}]+)*\+?/gu;
const MAX_RESULTS = 40;
const MAX_WORDS = 16;

/** The words of a text in small letters, without accents, apostrophes and the dots of short forms. */
function wordsOf(text) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const joined = plain
    .replace(/(?<![\p{L}\p{N}_])(?:(?:[a-z]\.){2,}[a-z]?(?![\p{L}\p{N}_])\.?|[a-z](?:&[a-z])+(?![\p{L}\p{N}_]))/gu, (form) => form.replace(/[.&]/g, ""))
    .replaceAll("+", " plus ");
  return joined.replace(/['\u2019]s(?![\p{L}\p{N}_])/gu, "").replace(/['\u2019]/g, "").match(/[a-z0-9]+/g) || [];
}

/** One build's index; `read` promises the content of a JSON file of it. */
class SearchIndex {
  constructor(first, read) {
    this.settings = first.settings;
    this.stopWords = new Set(first.stop_words.split(" "));
    this.firstPerson = new Set(first.first_person.split(" "));
    this.thirdPerson = new Set(first.third_person.split(" "));
    this.childsPhrases = first.childs_phrases.map((phrase) => ` ${phrase} `);
    this.childrensPages = first.childrens_pages;
    this.read = read;
    this.words = new Map();
    first.groups.forEach((terms, group) => {
      terms.split(" ").forEach((term, number) => {
        const [beginning, ...endings] = term.split(",");
        for (const ending of endings) this.words.set(beginning + ending, [group, number]);
      });
    });
    this.sortedWords = [...this.words.keys()].sort();
  }

  async term(word) {
    const [group, number] = this.words.get(word);
    const [rarity, steps, weights] = (await this.read(`terms-${group}.json`))[number];
    const postings = new Map();
    let key = 0;
    steps.forEach((step, at) => postings.set((key += step), weights[at]));
    return { rarity, postings };
  }

  /** The words that mean the same as one of these to the search, to mark them in a text. */
  wordsLike(known) {
    const terms = new Set(known.map((word) => this.words.get(word).join()));
    return new Set(this.sortedWords.filter((word) => terms.has(this.words.get(word).join())));
  }

  async shownPlace(page, place) {
    const shown = await this.read(`page-${page}-${Math.floor(place / PLACES_OF_FILE)}.json`);
    const [anchor, heading, text, answer, call, number] = shown.places[place % PLACES_OF_FILE];
    const address = anchor ? `${shown.address}#${anchor}` : shown.address;
    return { address, pageTitle: shown.title, heading: heading || shown.title, text, answer, call, number };
  }
}

/** The order of Python, by characters. */
function byOrder(one, other) {
  if (Array.isArray(one)) {
    for (let at = 0; at < one.length; at += 1) {
      const order = byOrder(one[at], other[at]);
      if (order) return order;
    }
    return 0;
  }
  return one < other ? -1 : Number(one > other);
}

function typedWords(index, typed) {
  const words = wordsOf(typed);
  const meaning = words.filter((word) => !index.stopWords.has(word));
  const meant = (meaning.length ? meaning : words).slice(0, MAX_WORDS);
  const title = words.join("");
  return words.length > meant.length && index.words.has(title) ? [...meant, title] : meant;
}

/** What each word may be: lists of pairs, a word of the handbook and how sure that is. */
function candidatesOf(index, words) {
  const { joined: joinedSure, half_typed: halfTyped } = index.settings;
  return words.flatMap((word, at) => {
    const joined = at + 1 < words.length ? word + words[at + 1] : "";
    let found = index.words.has(word) ? [[word, 1]] : [];
    if (index.words.has(joined)) found.push([joined, joinedSure]);
    if (!found.length && at === words.length - 1) found = longerWords(index, word).map((longer) => [longer, halfTyped]);
    if (!found.length) found = withOtherEnding(index, word);
    if (!found.length) found = mistyped(index, word);
    return [...(found.length ? [found] : []), ...halves(index, word, index.words.has(word), !found.length)];
  });
}

function typingDistance(one, other, limit) {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let earlier = [];
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let at = 0; at < one.length; at += 1) {
    [earlier, before, row] = [before, row, [at + 1]];
    for (let place = 0; place < other.length; place += 1) {
      const same = one[at] === other[place];
      let cost = Math.min(before[place + 1] + 1, row[place] + 1, before[place] + (same ? 0 : 1));
      if (at && place && one[at] === other[place - 1] && one[at - 1] === other[place]) cost = Math.min(cost, earlier[place - 1] + 1);
      row.push(cost);
    }
    if (Math.min(...row) > limit) return limit + 1;
  }
  return Math.min(row[row.length - 1], limit + 1);
}

/** The words of the handbook that are most alike to words that are like none of it. */
function nearestWords(index, words) {
  const near = [];
  for (const word of words) {
    if (word.length < MIN_FORGIVEN) continue;
    for (const known of index.words.keys()) {
      const distance = known.length < MIN_FORGIVEN ? FAR + 1 : typingDistance(word, known, FAR);
      if (distance <= FAR) near.push([distance, Number(known.slice(0, 2) !== word.slice(0, 2)), known]);
    }
  }
  return [...new Set(near.sort(byOrder).map(([, , known]) => known))].slice(0, MOST_NEAREST);
}

function mistyped(index, word) {
  if (word.length < MIN_FORGIVEN) return [];
  const limit = word.length < MIN_TWICE_FORGIVEN ? 1 : 2;
  const near = [];
  for (const known of index.words.keys()) {
    if (known.length < MIN_FORGIVEN) continue;
    const distance = typingDistance(word, known, limit);
    if (distance <= limit) near.push([distance, Number(known[0] !== word[0]), Math.abs(known.length - word.length), known]);
  }
  near.sort(byOrder);
  const sure = index.settings[near.length && near[0][0] === 1 ? "mistyped_once" : "mistyped_twice"];
  const isLikely = ([distance, other]) => distance === near[0][0] && other === near[0][1] && (distance === 1 || !other);
  const likely = near.filter(isLikely).slice(0, index.settings.max_candidates);
  return likely.map(([, , , known]) => [known, sure]);
}

/** The same word as the handbook has it: `drive` for `driving`, and `driving` for `drive`. */
function withOtherEnding(index, word) {
  const beginnings = [word, ...ENDINGS.filter((ending) => word.endsWith(ending)).map((ending) => word.slice(0, -ending.length))];
  const others = beginnings.flatMap((beginning) => ["", "e", ...ENDINGS].map((ending) => beginning.replace(/e$/, "") + ending));
  const known = [...new Set(others)].filter((other) => other.length >= MIN_FORGIVEN && index.words.has(other));
  return known.slice(0, index.settings.max_candidates).map((other) => [other, index.settings.other_ending]);
}

function longerWords(index, word) {
  if (word.length < MIN_PREFIX) return [];
  return index.sortedWords
    .filter((known) => known.startsWith(word))
    .sort((one, other) => one.length - other.length || byOrder(one, other))
    .slice(0, index.settings.max_candidates);
}

function halves(index, word, isKnown, forgiving) {
  const sure = index.settings[isKnown ? "half_of_known" : "half"];
  for (let at = MIN_HALF; at <= word.length - MIN_HALF; at += 1) {
    const [one, other] = [word.slice(0, at), word.slice(at)];
    if (index.words.has(one) && index.words.has(other)) return [[[one, sure]], [[other, sure]]];
  }
  for (let at = MIN_HALF + 1; forgiving && at < word.length - MIN_HALF; at += 1) {
    const rest = index.words.has(word.slice(0, at)) ? mistyped(index, word.slice(at)) : [];
    if (rest.length) return [[[word.slice(0, at), sure]], rest.map(([known, quality]) => [known, sure * quality])];
  }
  return [];
}

/** Pages that may answer, the best first, each with its best place. */
async function rank(index, typed, meant) {
  const scores = await placeScores(index, meant);
  const pages = new Map();
  for (const [place, held] of scores) {
    const page = Math.floor(place / MAX_PLACES);
    if (!pages.has(page)) pages.set(page, new Map());
    pages.get(page).set(place % MAX_PLACES, held);
  }
  const words = wordsOf(typed);
  const byChild = isByChild(index, words);
  const hits = [...pages].map(([page, places]) => hitOf(index, page, places, byChild));
  return hits.sort((one, other) => other.score - one.score || one.page - other.page);
}

/** Whether a child may be asking: of "my carer", or of herself and neither of a child nor of carers. */
function isByChild(index, words) {
  const asked = ` ${words.join(" ")} `;
  if (index.childsPhrases.some((phrase) => asked.includes(phrase))) return true;
  return words.some((word) => index.firstPerson.has(word)) && !words.some((word) => index.thirdPerson.has(word));
}

async function placeScores(index, meant) {
  await Promise.all(meant.flat().map(([word]) => index.term(word))); // fetched side by side
  const scores = new Map();
  let squares = 0;
  let total = 0;
  for (const candidates of meant) {
    let rarity = 0;
    const best = new Map();
    for (const [word, sure] of candidates) {
      const term = await index.term(word);
      rarity = Math.max(rarity, term.rarity * sure);
      for (const [key, weight] of term.postings) best.set(key, Math.max(best.get(key) || 0, weight * sure));
    }
    squares += rarity * rarity;
    total += rarity;
    for (const [key, weight] of best) scores.set(key, (scores.get(key) || 0) + weight);
  }
  const places = new Map();
  for (const key of [...scores.keys()].sort((one, other) => one - other)) {
    const place = Math.floor(key / MAX_LABELS);
    if (!places.has(place)) places.set(place, { best: 0, second: 0, text: 0, together: 0 });
    const held = places.get(place);
    const label = key % MAX_LABELS;
    if (label === 0) held.text = scores.get(key) / total;
    else if (label === ALL_LABELS) held.together = scores.get(key) / total;
    else addLabel(held, scores.get(key) / Math.sqrt(squares));
  }
  return places;
}

function addLabel(held, score) {
  if (score > held.best) [held.best, held.second] = [score, held.best];
  else if (score > held.second) held.second = score;
}

function totalOf(settings, { best, second, text, together }) {
  return best + settings.second_label * second + settings.text * text + settings.together * together;
}

function hitOf(index, page, scores, byChild) {
  const settings = index.settings;
  const { best: whole, together: ofPage } = scores.get(WHOLE_PAGE) || { best: 0, together: 0 };
  scores.delete(WHOLE_PAGE);
  const places = [...scores].map(([place, held]) => [place, totalOf(settings, held)]);
  const inOrder = places.sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  const [place, best] = inOrder[0] || [0, 0];
  let score = Math.max(best, whole) + settings.both * Math.min(best, whole);
  for (const [, other] of inOrder.slice(1, 1 + OTHER_PLACES)) score += settings.other_places * other;
  score += settings.page * ofPage;
  if (page < index.childrensPages) score *= byChild ? settings.childs_voice : settings.grown_ups_voice;
  return { page, place: whole > settings.top_beats * best ? 0 : place, score };
}

/** The two lines of a text around the words found, as pairs: a piece, and whether it is one of those words. */
function excerptOf(text, found) {
  const start = excerptStart(text, found);
  let end = text.length;
  if (end - start > MAX_LETTERS) {
    end = text.lastIndexOf(" ", start + MAX_LETTERS);
    if (end <= start) end = start + MAX_LETTERS;
  }
  const before = start ? [["... ", false]] : [];
  return [...before, ...partsOf(text.slice(start, end), found), ...(end < text.length ? [[" ...", false]] : [])];
}

function isFound(token, found) {
  return wordsOf(token).some((word) => found.has(word));
}

function excerptStart(text, found) {
  const places = [...text.matchAll(TOKEN)].filter(([token]) => isFound(token, found)).map((match) => [match.index, match[0]]);
  let best = 0;
  let most = 0;
  for (const [at] of places) {
    const close = places.filter(([place]) => at <= place && place < at + MAX_LETTERS - LEAD);
    const near = new Set(close.flatMap(([, token]) => wordsOf(token)));
    if (near.size > most) [best, most] = [at, near.size];
  }
  if (best <= LEAD) return 0;
  const lead = text.slice(best - LEAD, best);
  const sentence = Math.max(...[". ", "! ", "? ", ": ", "; "].map((end) => lead.lastIndexOf(end)));
  return best - LEAD + (sentence < 0 ? lead.indexOf(" ") + 1 : sentence + 2);
}

function partsOf(text, found) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (!isFound(match[0], found)) continue;
    if (match.index > end) parts.push([text.slice(end, match.index), false]);
    parts.push([match[0], true]);
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push([text.slice(end), false]);
  return parts;
}

/** The results that a page shows: the best ones of what was typed, and how many there are. */
async function resultsOf(index, typed, count) {
  const words = typedWords(index, typed);
  const meant = candidatesOf(index, words);
  const hits = (await rank(index, typed, meant)).slice(0, MAX_RESULTS);
  const found = index.wordsLike(meant.flat().map(([word]) => word));
  const results = await Promise.all(
    hits.slice(0, count).map(async ({ page, place }) => {
      const shown = await index.shownPlace(page, place);
      return { ...shown, excerpt: shown.answer ? excerptOf(shown.answer, new Set()) : excerptOf(shown.text, found) };
    }),
  );
  return { results, total: hits.length, nearest: hits.length ? [] : nearestWords(index, words) };
}

/** Searches the index whose first file the page has fetched meanwhile; once more from its own first file where that failed,
    or where a new build has taken the place of the old one. */
function startSearch(folder, fetched) {
  const readFile = async (name) => {
    // Hosts of plain files let browsers keep the first file, which names the folder of the others, for a while.
    const response = await fetch(new URL(name, folder), name === FIRST_FILE ? { cache: "no-cache" } : {});
    if (!response.ok) throw new Error(`${response.status}`);
    return response.json();
  };
  const open = (first) => {
    const files = new Map();
    return new SearchIndex(first, (name) => {
      if (!files.has(name)) files.set(name, readFile(`${first.version}/${name}`));
      return files.get(name);
    });
  };
  let index = fetched && open(fetched);
  return async (typed, count) => {
    try {
      index ||= open(await readFile(FIRST_FILE));
      return await resultsOf(index, typed, count);
    } catch {
      index = open(await readFile(FIRST_FILE));
      return resultsOf(index, typed, count);
    }
  };
}

let ask;
self.addEventListener("message", async ({ data: { folder, first, typed, count, number } }) => {
  ask ||= startSearch(folder, first);
  try {
    self.postMessage({ number, ...(await ask(typed, count)) });
  } catch {
    self.postMessage({ number, failed: true });
  }
});
