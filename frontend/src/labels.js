// Names beside points: those of the largest, as far as they do not cover each other.
const HIGH = 15; // pixels of a line
const WIDE = 6.6; // pixels of a letter, about
const CELL = 60;

/** Keeps the labels of a board in place. `points` come with the largest first. */
export function labels(board, { most = 60, longest = 34 } = {}) {
  const group = board.fixed.append("g").attr("class", "labels").attr("aria-hidden", "true");
  return () => {
    const taken = new Map();
    const shown = [];
    for (const point of board.points) {
      if (shown.length >= most) break;
      const [x, y] = board.seen(point);
      if (x < 0 || y < 0 || x > board.width || y > board.height) continue;
      const text = point.name.length > longest ? `${point.name.slice(0, longest - 1)}…` : point.name;
      const width = [...text].reduce((sum, one) => sum + (one > "\u2e7f" ? 2 : 1), 0) * WIDE;
      const aside = point.size / 2 + 4;
      const right = x + aside + width < board.width;
      const left = right ? x + aside : x - aside - width;
      const box = [left, y - HIGH / 2, left + width, y + HIGH / 2];
      if (left < 0 || !isFree(taken, box)) continue;
      take(taken, box);
      shown.push({ text, x: right ? x + aside : x - aside, y, anchor: right ? "start" : "end" });
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
