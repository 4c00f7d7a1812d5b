// A picture as a file, with its colours and letters in it: as SVG, or drawn once more on a canvas
// for PNG, since the policy of the pages lets no picture in that the server did not send.
// What is written into the file, by what it stands at where nobody says anything.
const OF_SHAPES = {
  fill: "rgb(0, 0, 0)", "fill-opacity": "1", stroke: "none", "stroke-opacity": "1", "stroke-width": "1px",
  "stroke-dasharray": "none", "stroke-linecap": "butt", "stroke-linejoin": "miter", "vector-effect": "none",
};
const OF_TEXT = {
  fill: "rgb(0, 0, 0)", stroke: "none", "stroke-width": "1px", "stroke-linejoin": "miter",
  "paint-order": "normal", "font-family": "", "font-size": "", "font-weight": "400", "text-anchor": "start",
};
const OF_GROUPS = { opacity: "1" };
const KINDS = { path: OF_SHAPES, line: OF_SHAPES, circle: OF_SHAPES, text: OF_TEXT };
const SHARPNESS = 2; // pixels of the file for one on the screen

export function saveAsSVG(board) {
  const { node, width, height } = board;
  const copy = node.cloneNode(true);
  const originals = node.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((one, at) => {
    const style = getComputedStyle(originals[at]);
    for (const [name, usual] of Object.entries(KINDS[one.localName] ?? OF_GROUPS)) {
      const value = style.getPropertyValue(name);
      if (value && value !== usual) one.setAttribute(name, value.replaceAll('"', "'"));
    }
    if (one.localName === "a") one.setAttribute("href", new URL(one.getAttribute("href"), location.href));
    for (const name of ["class", "tabindex", "aria-hidden"]) one.removeAttribute(name);
    asSeen(one, originals[at], node);
  });
  [...copy.children].forEach((one, at) => node.children[at] === board.ring.node() && one.remove());
  copy.prepend(background(board));
  const title = document.createElementNS(node.namespaceURI, "title");
  title.textContent = document.title;
  copy.prepend(title);
  for (const name of ["class", "aria-describedby"]) copy.removeAttribute(name);
  copy.setAttribute("xmlns", node.namespaceURI);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const text = new XMLSerializer().serializeToString(copy);
  save(board, new Blob([text], { type: "image/svg+xml" }), "svg");
}

export function saveAsPNG(board) {
  const canvas = document.createElement("canvas");
  canvas.width = board.width * SHARPNESS;
  canvas.height = board.height * SHARPNESS;
  const pen = canvas.getContext("2d");
  pen.fillStyle = colourOfPaper(board);
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const scale = new DOMMatrix().scale(SHARPNESS);
  for (const one of board.node.querySelectorAll("path, line, circle, text")) {
    const style = getComputedStyle(one);
    if (one === board.ring.node() || style.visibility === "hidden" || style.display === "none") continue;
    if (one.localName === "text") write(pen, one, style, scale);
    else paint(pen, one, style, scale);
  }
  canvas.toBlob((blob) => save(board, blob, "png"), "image/png");
}

/** A line that keeps its width however far it is enlarged: few programs know of that, so the
 * file has it as it is seen, not enlarged. */
function asSeen(copy, original, root) {
  if (copy.getAttribute("vector-effect") !== "non-scaling-stroke") return;
  copy.removeAttribute("vector-effect");
  let enlarged = original.parentElement;
  while (enlarged !== root && !enlarged.hasAttribute("transform")) enlarged = enlarged.parentElement;
  if (enlarged === root) return;
  const matrix = original.getCTM();
  const d = original.getAttribute("d");
  if (d && /^M[-\d.,]+(h[-\d.]+|H[-\d.]+|L[-\d.,]+)$/.test(d)) {
    copy.setAttribute("d", moved(d, matrix));
    // Undoes what the groups around it do.
    const back = matrix.inverse();
    copy.setAttribute("transform", `matrix(${[back.a, back.b, back.c, back.d, back.e, back.f]})`);
  } else {
    copy.setAttribute("stroke-width", Number.parseFloat(copy.getAttribute("stroke-width")) / matrix.a);
    copy.setAttribute(
      "stroke-dasharray",
      (copy.getAttribute("stroke-dasharray") ?? "").replace(/[\d.]+/g, (one) => one / matrix.a)
    );
  }
}

function moved(d, matrix) {
  const [, x, y, command, rest] = /^M([-\d.]+),([-\d.]+)([hHL])(.+)$/.exec(d);
  const from = new DOMPoint(x, y).matrixTransform(matrix);
  if (command === "h") return `M${from.x},${from.y}h0.01`;
  const [x2, y2] = command === "H" ? [rest, y] : rest.split(",");
  const to = new DOMPoint(x2, y2).matrixTransform(matrix);
  return `M${from.x},${from.y}L${to.x},${to.y}`;
}

function paint(pen, one, style, scale) {
  const own = new Path2D();
  if (one.localName === "line") {
    const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((name) => Number(one.getAttribute(name) ?? 0));
    own.moveTo(x1, y1);
    own.lineTo(x2, y2);
  } else if (one.localName === "circle") {
    const [x, y, r] = ["cx", "cy", "r"].map((name) => Number(one.getAttribute(name) ?? 0));
    own.arc(x, y, r, 0, 2 * Math.PI);
  } else {
    own.addPath(new Path2D(one.getAttribute("d") ?? ""));
  }
  const matrix = scale.multiply(DOMMatrix.fromMatrix(one.getCTM()));
  const path = new Path2D();
  path.addPath(own, matrix);
  const opacity = opacityOf(one);
  if (style.fill !== "none") {
    pen.globalAlpha = opacity * Number(style.fillOpacity);
    pen.fillStyle = style.fill;
    pen.fill(path);
  }
  if (style.stroke === "none") return;
  const keeps = style.vectorEffect === "non-scaling-stroke";
  const by = keeps ? SHARPNESS : matrix.a;
  pen.globalAlpha = opacity * Number(style.strokeOpacity);
  pen.strokeStyle = style.stroke;
  pen.lineWidth = Number.parseFloat(style.strokeWidth) * by;
  pen.lineCap = style.strokeLinecap;
  pen.lineJoin = style.strokeLinejoin;
  pen.setLineDash((style.strokeDasharray.match(/[\d.]+/g) ?? []).map((part) => part * by));
  pen.stroke(path);
}

function write(pen, one, style, scale) {
  const matrix = scale.multiply(DOMMatrix.fromMatrix(one.getCTM()));
  const size = Number.parseFloat(style.fontSize);
  const x = Number(one.getAttribute("x") ?? 0);
  const down = Number.parseFloat(one.getAttribute("dy") ?? "0") * size;
  const y = Number(one.getAttribute("y") ?? 0) + down;
  pen.save();
  pen.setTransform(matrix);
  pen.globalAlpha = opacityOf(one);
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  pen.textAlign = { middle: "center", end: "right" }[style.textAnchor] ?? "left";
  if (style.stroke !== "none") {
    pen.strokeStyle = style.stroke;
    pen.lineWidth = Number.parseFloat(style.strokeWidth);
    pen.lineJoin = "round";
    pen.setLineDash([]);
    pen.strokeText(one.textContent, x, y);
  }
  pen.fillStyle = style.fill;
  pen.fillText(one.textContent, x, y);
  pen.restore();
}

function opacityOf(one) {
  let opacity = 1;
  for (let here = one; here && here.localName !== "svg"; here = here.parentElement) {
    opacity *= Number(getComputedStyle(here).opacity);
  }
  return opacity;
}

function background({ node, width, height }) {
  const paper = document.createElementNS(node.namespaceURI, "rect");
  paper.setAttribute("width", width);
  paper.setAttribute("height", height);
  paper.setAttribute("fill", colourOfPaper({ node }));
  return paper;
}

function colourOfPaper({ node }) {
  return getComputedStyle(node).getPropertyValue("--paper").trim() || "#fff";
}

function save(board, blob, ending) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = `${board.figure.dataset.kind}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
