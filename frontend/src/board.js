// What all pictures share: a drawing that is moved and enlarged by mouse, fingers and keys, and
// whose points are links, each with a name, of which the arrow keys choose one.
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";

import { saveAsPNG, saveAsSVG } from "./saving.js";

const NEAR = 22; // pixels from a point within which the mouse means it
const STEP = 1.6; // by how much a button or key enlarges

/** Draws every picture of a kind on the page. `draw` gets a board and the data. */
export function drawAll(kind, draw) {
  for (const figure of document.querySelectorAll(`figure.picture[data-kind="${kind}"]`)) {
    start(figure, draw);
  }
}

async function start(figure, draw) {
  const template = figure.querySelector("template");
  const parts = template.content.cloneNode(true);
  const words = {};
  for (const one of parts.querySelectorAll("[data-word]")) {
    words[one.dataset.word] = one.textContent;
    one.remove();
  }
  try {
    const answer = await fetch(figure.dataset.source, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const data = await answer.json();
    template.after(parts);
    const board = new Board(figure, words);
    await draw(board, data);
    figure.dataset.drawn = String(board.points.length);
    redrawWhenResized(board, () => draw(board, data));
  } catch (error) {
    for (const one of figure.querySelectorAll("svg, .picture-tools, .picture-said, .picture-keys")) {
      one.remove();
    }
    const said = document.createElement("p");
    said.className = "note";
    said.setAttribute("role", "status");
    said.textContent = words.failed;
    template.after(said);
    const table = figure.parentElement.querySelector(".picture-table");
    if (table) table.open = true;
    console.info("The picture could not be drawn:", error);
  }
}

function redrawWhenResized(board, draw) {
  let waiting = 0;
  new ResizeObserver(() => {
    if (Math.abs(board.node.clientWidth - board.width) < 2) return;
    clearTimeout(waiting);
    waiting = setTimeout(draw, 120);
  }).observe(board.figure);
}

export class Board {
  constructor(figure, words) {
    this.figure = figure;
    this.words = words;
    this.node = figure.querySelector("svg");
    this.svg = select(this.node);
    this.said = figure.querySelector(".picture-said");
    this.points = [];
    this.at = 0; // the point that the keys have chosen
    this.transform = zoomIdentity;
    this.onMove = () => {};
    this.onChoose = () => {};
    this.zoom = zoom()
      .clickDistance(5)
      // The wheel and one finger move the page: the picture wants Ctrl, or two fingers.
      .filter((event) => {
        if (event.type === "wheel") return event.ctrlKey || event.metaKey;
        if (event.type.startsWith("touch")) return event.touches.length > 1;
        return !event.button && !event.ctrlKey;
      })
      .on("zoom", (event) => this.#moved(event.transform));
    this.#listen();
  }

  /** Empties the drawing, and makes it so many pixels high. `along` says in which directions it is
   * enlarged: "x" or "xy". */
  begin(height, { along = "xy", most = 40 } = {}) {
    this.width = Math.max(this.node.clientWidth, 240);
    this.height = height;
    this.along = along;
    this.svg.selectAll("*").remove();
    this.svg.attr("viewBox", `0 0 ${this.width} ${height}`).attr("height", height);
    this.ground = this.svg.append("g");
    this.moving = this.svg.append("g"); // what is moved and enlarged as a whole
    this.links = this.moving.append("g");
    this.fixed = this.svg.append("g").attr("class", "fixed"); // axes and labels
    this.ring = this.svg.append("circle").attr("class", "ring").attr("visibility", "hidden");
    const all = [[0, 0], [this.width, height]];
    this.zoom.scaleExtent([1, most]).extent(all).translateExtent(all);
    this.svg.call(this.zoom).on("dblclick.zoom", null);
  }

  /** The points: each has `x` and `y`, `size`, `d` (its drawing where it is not moved), `href`,
   * `label` (its accessible name) and `className`; those first in order are met first. */
  setPoints(points) {
    this.points = points;
    this.at = Math.min(this.at, Math.max(points.length - 1, 0));
    this.marks = this.links
      .selectAll("a")
      .data(points)
      .join("a")
      .attr("href", (point) => point.href)
      .attr("aria-label", (point) => point.label)
      .attr("tabindex", (_, at) => (at === this.at ? 0 : -1));
    this.marks
      .append("path")
      .attr("class", (point) => `mark ${point.className ?? ""}`)
      .attr("d", (point) => point.d)
      .attr("stroke-width", (point) => (point.size ? point.size : null));
    this.svg.call(this.zoom.transform, zoomIdentity);
  }

  /** Where a point of the drawing is seen now. */
  seen(point) {
    const { k, x, y } = this.transform;
    return [point.x * k + x, this.along === "x" ? point.y : point.y * k + y];
  }

  documents(count) {
    const shown = count.toLocaleString(document.documentElement.lang || undefined);
    return this.words.documents.replace("{count}", shown);
  }

  /** The address of the result narrowed by one more value. */
  narrowed(pairs, without = []) {
    const address = new URL(this.figure.dataset.narrowed, location.href);
    for (const name of without) address.searchParams.delete(name);
    for (const [name, value] of pairs) {
      if (!address.searchParams.getAll(name).includes(value)) address.searchParams.append(name, value);
    }
    return `${address.pathname}${address.search}`;
  }

  #moved(transform) {
    this.transform = transform;
    const { k, x, y } = transform;
    const across = this.along === "x" ? `translate(${x},0) scale(${k},1)` : transform.toString();
    this.ground.attr("transform", across);
    this.moving.attr("transform", across);
    this.#placeRing();
    // What follows takes longer, and once for each time the screen is drawn is enough.
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.onMove(this.transform);
    });
  }

  /** Shows which point is meant, by keys or mouse; -1 where none is. */
  show(at) {
    if (at === this.shown) return;
    this.shown = at;
    this.said.textContent = at >= 0 ? this.points[at].label : "";
    this.#placeRing();
    this.onChoose(at);
  }

  #placeRing() {
    const point = this.points[this.shown];
    if (!point) {
      this.ring.attr("visibility", "hidden");
      return;
    }
    const [x, y] = this.seen(point);
    this.ring
      .attr("visibility", "visible")
      .attr("cx", x)
      .attr("cy", y)
      .attr("r", Math.max((point.size ?? 0) / 2, 4) + 4);
  }

  choose(at) {
    if (at < 0 || at >= this.points.length) return;
    const links = this.marks.nodes();
    links[this.at].setAttribute("tabindex", "-1");
    this.at = at;
    links[at].setAttribute("tabindex", "0");
    links[at].focus({ preventScroll: true });
    this.#bringIntoSight(at);
  }

  #bringIntoSight(at) {
    const point = this.points[at];
    const [x, y] = this.seen(point);
    if (x >= 0 && x <= this.width && y >= 0 && y <= this.height) return;
    this.svg.call(this.zoom.translateTo, point.x, this.along === "x" ? this.height / 2 : point.y);
  }

  enlarge(by) {
    const point = this.points[this.shown];
    this.svg.call(this.zoom.scaleBy, by, point ? this.seen(point) : this.#middle());
  }

  /** The middle of the points in sight. */
  #middle() {
    const inSight = this.points
      .map((point) => this.seen(point))
      .filter(([x, y]) => x >= 0 && y >= 0 && x <= this.width && y <= this.height);
    if (!inSight.length) return [this.width / 2, this.height / 2];
    return [0, 1].map((axis) => inSight.reduce((sum, at) => sum + at[axis], 0) / inSight.length);
  }

  whole() {
    this.svg.call(this.zoom.transform, zoomIdentity);
  }

  #nearest(event) {
    const [left, top] = this.#place(event);
    let best = -1;
    let least = NEAR ** 2;
    this.points.forEach((point, at) => {
      const [x, y] = this.seen(point);
      const distance = (x - left) ** 2 + (y - top) ** 2;
      if (distance < least) [best, least] = [at, distance];
    });
    return best;
  }

  #place(event) {
    const { left, top, width, height } = this.node.getBoundingClientRect();
    return [
      ((event.clientX - left) * this.width) / width,
      ((event.clientY - top) * this.height) / height,
    ];
  }

  /** The nearest point in a direction; what lies aside counts as farther away. */
  beside(dx, dy) {
    const from = this.points[this.at];
    let best = -1;
    let least = Infinity;
    this.points.forEach((point, at) => {
      const ahead = (point.x - from.x) * dx + (point.y - from.y) * dy;
      const aside = Math.abs((point.x - from.x) * dy) + Math.abs((point.y - from.y) * dx);
      if (ahead > 0.01 && ahead + 2 * aside < least) [best, least] = [at, ahead + 2 * aside];
    });
    return best;
  }

  #listen() {
    const { node } = this;
    node.addEventListener("focusin", (event) => {
      const at = this.marks.nodes().indexOf(event.target.closest("a"));
      if (at < 0) return;
      this.marks.nodes()[this.at].setAttribute("tabindex", "-1");
      this.at = at;
      event.target.setAttribute("tabindex", "0");
      this.show(at);
    });
    node.addEventListener("focusout", () => this.show(-1));
    node.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" && !event.buttons) this.show(this.#nearest(event));
    });
    node.addEventListener("pointerleave", () => {
      this.show(node.contains(document.activeElement) ? this.at : -1);
    });
    node.addEventListener("click", (event) => {
      if (event.target.closest("a") || event.defaultPrevented) return;
      const at = this.#nearest(event);
      if (at >= 0) location.href = this.points[at].href;
    });
    node.addEventListener("keydown", (event) => this.#key(event));
    for (const button of this.figure.querySelectorAll("[data-does]")) {
      button.addEventListener("click", () => this.#do(button.dataset.does));
    }
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.points.length - 1;
    const moves = {
      ArrowRight: () => this.choose(this.beside(1, 0)),
      ArrowLeft: () => this.choose(this.beside(-1, 0)),
      ArrowDown: () => this.choose(this.beside(0, 1)),
      ArrowUp: () => this.choose(this.beside(0, -1)),
      PageDown: () => this.choose(Math.min(this.at + (this.stride ?? 1), last)),
      PageUp: () => this.choose(Math.max(this.at - (this.stride ?? 1), 0)),
      Home: () => this.choose(0),
      End: () => this.choose(last),
      "+": () => this.enlarge(STEP),
      "=": () => this.enlarge(STEP),
      "-": () => this.enlarge(1 / STEP),
      0: () => this.whole(),
      Escape: () => this.#leave(),
    };
    const move = { ...moves, ...this.keys }[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  #leave() {
    const after = this.figure.parentElement.querySelector(".picture-table summary");
    if (after) after.focus();
    else document.activeElement.blur();
  }

  #do(what) {
    if (what === "closer") this.enlarge(STEP);
    else if (what === "farther") this.enlarge(1 / STEP);
    else if (what === "whole") this.whole();
    else if (what === "svg") saveAsSVG(this);
    else saveAsPNG(this);
  }
}

/** A point as a line without length, whose round ends make a dot: its size stays the same
 * however far the drawing is enlarged. */
export function dot(x, y) {
  return `M${x.toFixed(2)},${y.toFixed(2)}h0.01`;
}
