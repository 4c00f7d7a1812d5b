// Who is spoken of together with whom in the documents of a result.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";

import { dot, drawAll } from "./board.js";
import { labels } from "./labels.js";

const ROUNDS = 320; // of laying out: always as many, and nothing moves while it is looked at
const LARGEST = 32; // pixels of the largest point, on a wide screen
const SMALLEST = 7;
const ROOM = 40; // pixels left free around all

drawAll("network", (board, data) => {
  const width = Math.max(board.node.clientWidth, 240);
  const height = Math.round(Math.min(Math.max(width * 0.74, 360), 600));
  board.begin(height, { most: 20 });
  const most = Math.max(...data.nodes.map((one) => one.count), 1);
  const largest = Math.min(LARGEST, width / 20);
  const nodes = data.nodes.map((one) => ({ ...one, size: SMALLEST + (largest - SMALLEST) * Math.sqrt(one.count / most) }));
  const ties = data.ties.map(([source, target, count]) => ({ source, target, count }));
  layOut(nodes, ties, width, height);

  const strongest = Math.max(...ties.map((one) => one.count), 1);
  const lines = board.moving
    .insert("g", ":first-child")
    .attr("class", "ties")
    .attr("aria-hidden", "true")
    .selectAll("path")
    .data(ties)
    .join("path")
    .attr("class", "tie")
    .attr("stroke-width", (one) => 0.7 + 4.3 * Math.sqrt(one.count / strongest))
    .attr("d", ({ source, target }) =>
      `M${source.x.toFixed(2)},${source.y.toFixed(2)}L${target.x.toFixed(2)},${target.y.toFixed(2)}`
    );
  const beside = nodes.map((_, at) => new Set([at]));
  for (const { source, target } of ties) {
    beside[source.index].add(target.index);
    beside[target.index].add(source.index);
  }

  const place = labels(board);
  board.onMove = place;
  board.onChoose = (at) => {
    board.svg.classed("choosing", at >= 0);
    lines.classed("near", ({ source, target }) => source.index === at || target.index === at);
    board.marks.classed("near", (_, other) => at >= 0 && beside[at].has(other));
  };
  board.setPoints(
    nodes.map((one) => ({
      x: one.x,
      y: one.y,
      size: one.size,
      d: dot(one.x, one.y),
      name: one.label,
      className: one.facet,
      label: `${one.label}, ${board.documents(one.count)}`,
      href: board.narrowed([["with", one.value]]),
    }))
  );
});

/** Lays the network out: the same data always in the same way. */
function layOut(nodes, ties, width, height) {
  forceSimulation(nodes)
    .force("ties", forceLink(ties).distance((one) => 46 + one.source.size / 2 + one.target.size / 2))
    .force("apart", forceManyBody().strength(-170).distanceMax(420))
    .force("room", forceCollide((one) => one.size / 2 + 5))
    .force("across", forceX().strength(0.07))
    .force("down", forceY().strength(0.07 * (width / height)))
    .stop()
    .tick(ROUNDS);
  const [xs, ys] = ["x", "y"].map((name) => nodes.map((one) => one[name]));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // As wide and as high as there is room, but neither way much more than the other.
  let across = (width - 2 * ROOM) / Math.max(right - left, 1);
  let down = (height - 2 * ROOM) / Math.max(bottom - top, 1);
  [across, down] = [Math.min(across, down * 1.5, 1.7), Math.min(down, across * 1.5, 1.7)];
  for (const one of nodes) {
    one.x = width / 2 + (one.x - (left + right) / 2) * across;
    one.y = height / 2 + (one.y - (top + bottom) / 2) * down;
  }
}
