// Names beside points: those of the largest, as far as they do not cover each other.
const HIGH = 15; // pixels of a line
const WIDE = 6.6; // pixels of a letter, about
const CELL = 60;
const KEPT_CLEAR = 300; // points that no name may cover, the largest
const FIRST = 14; // points that are named even where their name covers smaller ones

/** Keeps the labels of a board in place. `points` come with the largest first. */
export function labels(board, { most = 60, longest = 34 } = {}) {
  const group = board.fixed.append("g").attr("class", "labels").attr("aria-hidden", "true");
  return () => {
    const seen = board.points
      .map((point) => ({ point, at: board.seen(point) }))
      .filter(({ at: [x, y] }) => x >= 0 && y >= 0 && x <= board.width && y <= board.height);
    const [taken, dots] = [new Map(), new Map()];
    seen.slice(0, KEPT_CLEAR).forEach(({ point, at }, rank) => {
      take(rank < FIRST ? taken : dots, boxOf(at, point.size, point.size));
    });
    const shown = [];
    for (const [rank, { point, at }] of seen.entries()) {
      if (shown.length >= most) break;
      const text = point.name.length > longest ? `${point.name.slice(0, longest - 1)}…` : point.name;
      const free = places(at, point.size / 2 + 4, widthOf(text)).filter(
        ({ box }) => box[0] >= 0 && box[2] <= board.width && isFree(taken, box)
      );
      const place = free.find(({ box }) => isFree(dots, box)) ?? (rank < FIRST ? free[0] : null);
      if (!place) continue;
      take(taken, place.box);
      shown.push({ text, ...place });
    }
    group
      .selectAll("text")
      .data(shown)
      .join("text")
      .attr("x", (one) => one.x)
      .attr("y", (one) => one.y)
      .attr("dy", "0.32em")
      .attr("text-anchor", (one) => one.anchor)
      .text((one) => one.text);
  };
}

/** Where the name of a point may stand: to its right, its left, below or above it. */
function places([x, y], aside, width) {
  const down = aside + HIGH / 2 - 2;
  return [
    { x: x + aside, y, anchor: "start", box: boxOf([x + aside + width / 2, y], width, HIGH) },
    { x: x - aside, y, anchor: "end", box: boxOf([x - aside - width / 2, y], width, HIGH) },
    { x, y: y + down, anchor: "middle", box: boxOf([x, y + down], width, HIGH) },
    { x, y: y - down, anchor: "middle", box: boxOf([x, y - down], width, HIGH) },
  ];
}

function boxOf([x, y], width, height) {
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
}

function widthOf(text) {
  return [...text].reduce((sum, one) => sum + (one > "\u2e7f" ? 2 : 1), 0) * WIDE;
}

function* cells([left, top, right, bottom]) {
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1) {
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) yield `${x} ${y}`;
  }
}

function isFree(taken, box) {
  for (const cell of cells(box)) {
    for (const other of taken.get(cell) ?? []) {
      if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
    }
  }
  return true;
}

function take(taken, box) {
  for (const cell of cells(box)) taken.set(cell, [...(taken.get(cell) ?? []), box]);
}
