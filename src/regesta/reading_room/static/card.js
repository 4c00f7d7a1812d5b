// A card for the people and places that are marked in a text: on focus, and while the pointer
// rests there. It stays while the pointer is on it, and Escape takes it away. Without this file
// a mark is a link to the page of the name.

const DELAY = 250; // milliseconds that the pointer must rest on a name
const GRACE = 300; // in which it may cross over to the card
const EDGE = 12; // pixels between a card and the edge of the window

const known = new Map(); // what was fetched, by address
const card = document.createElement("div");
card.id = "name-card";
card.className = "name-card";
card.setAttribute("role", "tooltip");
card.hidden = true;
let shown = null;
let waiting = 0;

async function told(address) {
  if (!known.has(address)) {
    known.set(
      address,
      fetch(address)
        .then((answer) => (answer.ok ? answer.text() : ""))
        .catch(() => {
          known.delete(address); // the network is gone: asked again the next time
          return "";
        }),
    );
  }
  return known.get(address);
}

function close() {
  clearTimeout(waiting);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  card.hidden = true;
}

async function open(mark) {
  clearTimeout(waiting);
  if (shown === mark) return;
  close();
  shown = mark;
  const text = await told(mark.dataset.card);
  if (shown !== mark) return; // the reader has gone on
  const reading = document.createElement("p");
  reading.className = "card-reading";
  reading.dir = "auto";
  reading.textContent = mark.dataset.reading;
  // The archive's own page, every word of which it has escaped.
  card.innerHTML = text;
  card.append(reading);
  card.hidden = false;
  mark.setAttribute("aria-describedby", card.id);
  place(mark);
}

function place(mark) {
  const lines = mark.getClientRects();
  const line = lines[0];
  const { offsetWidth: width, offsetHeight: height } = card;
  const room = document.documentElement.clientWidth - width - EDGE;
  const isRightToLeft = getComputedStyle(mark).direction === "rtl";
  const start = isRightToLeft ? line.right - width : line.left;
  const last = lines[lines.length - 1];
  const isAbove = last.bottom + height + EDGE > innerHeight && line.top > height + EDGE;
  card.style.left = `${Math.max(EDGE, Math.min(start, room)) + scrollX}px`;
  card.style.top = `${(isAbove ? line.top - height : last.bottom) + scrollY}px`;
}

function soon(doing, delay) {
  clearTimeout(waiting);
  waiting = setTimeout(doing, delay);
}

for (const mark of document.querySelectorAll("a[data-card]")) {
  mark.removeAttribute("title"); // or the browser would show its own card as well
  mark.addEventListener("focus", () => open(mark));
  mark.addEventListener("blur", close);
  mark.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "touch") soon(() => open(mark), DELAY);
  });
  mark.addEventListener("pointerleave", () => {
    if (document.activeElement !== mark) soon(close, GRACE);
  });
}
card.addEventListener("pointerenter", () => clearTimeout(waiting));
card.addEventListener("pointerleave", () => {
  if (document.activeElement !== shown) soon(close, GRACE);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shown) close();
});
addEventListener("resize", close);
document.querySelector("main").append(card);
