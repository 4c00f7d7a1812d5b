// The documents of a result in time: each a dot at its day, or a bar over the days it may be of;
// of very many documents, a bar for the documents of each year.
import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear, scaleUtc } from "d3-scale";

import { dot, drawAll } from "./board.js";

const EDGE = 14; // pixels left free beside the drawing
const BELOW = 30; // pixels of the axis
const HIGHEST = 420; // pixels of the drawing without its axis
const LEAST_HIGH = 110;
const DAY = 86_400_000; // milliseconds
const OPEN = 0.04; // the share of the whole that a date with an open end is drawn long
const NARROWEST = 5; // pixels of the bar of a year

drawAll("timeline", (board, data) => (data.years.length ? years : documents)(board, data));

function documents(board, data) {
  const spans = data.documents.map((one) => ({
    one,
    first: one.earliest && day(one.earliest),
    last: one.latest && day(one.latest) + DAY,
  }));
  const known = spans.flatMap(({ first, last }) => [first, last]).filter((end) => end !== null);
  let [start, end] = [Math.min(...known), Math.max(...known)];
  const margin = Math.max((end - start) * 0.03, 3 * DAY);
  [start, end] = [start - margin, end + margin];

  const width = Math.max(board.node.clientWidth, 240);
  const scale = scaleUtc([start, end], [EDGE, width - EDGE]);
  const drawn = spans.map(({ one, first, last }) => {
    const isExact = one.earliest === one.latest;
    const open = (end - start) * OPEN;
    const from = scale(first ?? last - open);
    const to = scale(last ?? first + open);
    const middle = (from + to) / 2;
    return { one, from: isExact ? middle : from, to: isExact ? middle : to, isExact, isOpen: first === null || last === null };
  });
  const { size, rows } = stack(drawn);
  const high = Math.max(LEAST_HIGH, rows * size * 1.25 + 16);
  board.begin(high + BELOW, { along: "x", most: 3_000 });
  board.stride = 10;
  const { dataset } = board.figure;
  const points = drawn.map(({ one, from, to, row, isExact, isOpen }, at) => {
    const y = high - 8 - (row + 0.5) * size * 1.25;
    const search = dataset.search && `?${new URLSearchParams({ in: dataset.search, at: at + 1 })}`;
    return {
      x: (from + to) / 2,
      y,
      size,
      d: isExact ? dot(from, y) : `M${from.toFixed(2)},${y.toFixed(2)}H${Math.max(to, from + 0.1).toFixed(2)}`,
      className: isOpen ? "open" : isExact ? "" : "vague",
      href: `${dataset.records}${encodeURIComponent(one.id)}${search}`,
      label: [one.title || one.id, one.date].filter(Boolean).join(", "),
    };
  });
  board.keys = {
    ArrowRight: () => board.choose(board.at + 1),
    ArrowLeft: () => board.choose(board.at - 1),
  };
  board.onMove = axis(board, scale, high);
  board.setPoints(points);
}

/** Puts what would cover each other into rows, the exact days below the bars; dots are made as
 * small as they must be for all rows to be seen. */
function stack(drawn) {
  const exact = drawn.filter((one) => one.isExact);
  const others = drawn.filter((one) => !one.isExact).sort((one, other) => one.from - other.from);
  for (let size = 9; ; size *= 0.8) {
    const below = fill(exact, 0, size);
    const rows = fill(others, below, size);
    if (rows * size * 1.25 <= HIGHEST || size < 1.2) return { size, rows };
  }
}

function fill(drawn, below, size) {
  const ends = [];
  for (const one of drawn) {
    let row = ends.findIndex((end) => end + size * 0.25 <= one.from - size / 2);
    if (row < 0) row = ends.length;
    ends[row] = one.to + size / 2;
    one.row = below + row;
  }
  return below + ends.length;
}

function years(board, data) {
  const [first] = data.years.map(({ year }) => year);
  const last = data.years.at(-1).year;
  const high = 300;
  const left = 48;
  const right = Math.max(board.node.clientWidth, 240) - EDGE;
  const place = scaleLinear([first, last + 1], [left, right]);
  board.begin(high + BELOW, { along: "x", most: 400 });
  const up = board.fixed.append("g").attr("class", "axis").attr("aria-hidden", "true");
  const across = axis(board, place.copy().domain([first, last + 1].map(startOf)), high, place);
  let step = 0;

  const fillIn = (wanted) => {
    step = wanted;
    const counts = new Map();
    for (const { year, count } of data.years) {
      const start = Math.floor(year / step) * step;
      counts.set(start, (counts.get(start) ?? 0) + count);
    }
    const most = Math.max(...counts.values());
    const height = scaleLinear([0, most], [high, 12]);
    up.attr("transform", `translate(${left - 6},0)`).call(axisLeft(height).ticks(4).tickSize(4));
    const points = [...counts].map(([start, count]) => {
      const [from, to] = [place(Math.max(start, first)), place(Math.min(start + step, last + 1))];
      const gap = (to - from) * 0.08;
      const top = Math.min(height(count), high - 1.5);
      return {
        x: (from + to) / 2,
        y: top,
        d: `M${from + gap},${high}V${top}H${to - gap}V${high}Z`,
        className: "bar",
        href: board.narrowed([["from", edtf(start)], ["to", edtf(start + step - 1)]], ["from", "to"]),
        label: `${step === 1 ? start : `${start}–${start + step - 1}`}, ${board.documents(count)}`,
      };
    });
    const kept = board.transform;
    board.links.selectAll("*").remove();
    board.setPoints(points);
    board.svg.call(board.zoom.transform, kept);
  };
  const stepFor = (k) => [1, 10, 100, 1000].find((one) => (place(first + one) - left) * k >= NARROWEST) ?? 1000;
  board.keys = {
    ArrowRight: () => board.choose(board.at + 1),
    ArrowLeft: () => board.choose(board.at - 1),
  };
  board.onMove = across;
  fillIn(stepFor(1));
  board.onMove = (transform) => {
    across(transform);
    if (stepFor(transform.k) !== step) fillIn(stepFor(transform.k));
  };
}

/** The axis below, which follows what is moved. */
function axis(board, scale, high) {
  const group = board.fixed
    .append("g")
    .attr("class", "axis")
    .attr("aria-hidden", "true")
    .attr("transform", `translate(0,${high})`);
  const times = scaleUtc(scale.domain(), scale.range());
  const marks = Math.max(3, Math.floor(board.width / 110));
  return (transform) => {
    group.call(axisBottom(transform.rescaleX(times)).ticks(marks).tickFormat(inWords).tickSizeOuter(0));
  };
}

const language = document.documentElement.lang || undefined;
const ofMonth = new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" });
const ofDay = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });

function inWords(date) {
  if (date.getUTCDate() > 1) return ofDay.format(date);
  return date.getUTCMonth() ? ofMonth.format(date) : String(date.getUTCFullYear());
}

function day(iso) {
  const [, year, month, one] = /^(-?\d+)-(\d\d)-(\d\d)$/.exec(iso);
  return new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(one));
}

function startOf(year) {
  return new Date(0).setUTCFullYear(year, 0, 1);
}

function edtf(year) {
  return (year < 0 ? "-" : "") + String(Math.abs(year)).padStart(4, "0");
}
