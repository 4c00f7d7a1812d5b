// The places of which the documents of a result speak, on a map that is drawn here.
import { geoAzimuthalEqualArea, geoCircle, geoDistance, geoEqualEarth, geoGraticule10, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";

import { dot, drawAll } from "./board.js";
import { labels } from "./labels.js";

const KM_OF_A_DEGREE = 111.195;
const REGION = 0.7; // radians; what lies closer together is drawn as a region, not as the world
const LEAST_REGION = 0.06; // radians from the middle of a map to its edge, at least
const CLOSE = 4; // enlarged so often, the finer map is worth its bytes
const LARGEST = 34; // pixels of the largest point, on a wide screen
const SMALLEST = 7;
const LEAST = 3; // pixels of a point among very many
const COVERED = 0.2; // the share of the map that points may cover
const ROOM = 46; // pixels left free around the points

const worlds = new Map();

drawAll("map", async (board, data) => {
  const places = data.places
    .filter((one) => one.latitude !== null)
    .sort((one, other) => other.count - one.count);
  const width = Math.max(board.node.clientWidth, 240);
  const height = Math.round(Math.min(Math.max(width * 0.62, 260), 520));
  const { projection, isRegion } = project(places, width, height);
  board.begin(height, { most: isRegion ? 60 : 400 });
  const path = geoPath(projection, null).digits(2);
  const ground = board.ground.attr("aria-hidden", "true");
  const uncertain = board.moving.insert("g", ":first-child").attr("aria-hidden", "true");
  const most = Math.max(...places.map((one) => one.count), 1);
  const shares = places.map((one) => Math.sqrt(one.count / most));
  const largest = Math.min(LARGEST, width / 20);
  const smaller = crowding(shares.map((share) => SMALLEST + (largest - SMALLEST) * share), width * height);

  const points = places.map((one, at) => {
    const [x, y] = projection([one.longitude, one.latitude]);
    const remark =
      one.uncertainty_km > 0 && board.words.within.replace("{distance}", Math.round(one.uncertainty_km));
    return {
      x,
      y,
      size: Math.max((SMALLEST + (largest - SMALLEST) * shares[at]) * smaller, LEAST),
      d: dot(x, y),
      name: one.label,
      label: [one.label, board.documents(one.count), remark].filter(Boolean).join(", "),
      href: board.narrowed([["with", one.value]]),
    };
  });
  for (const one of places) {
    if (!(one.uncertainty_km > 0)) continue;
    const circle = geoCircle()
      .center([one.longitude, one.latitude])
      .radius(Math.min(one.uncertainty_km / KM_OF_A_DEGREE, 89))();
    uncertain.append("path").attr("class", "uncertain").attr("d", path(circle));
  }
  // A circle no larger than its point would only blur it.
  const circles = uncertain.selectAll("path").nodes();
  const radii = circles.map((circle) => circle.getBBox().width / 2);
  const isShown = circles.map(() => true);
  const enclose = ({ k }) =>
    circles.forEach((circle, at) => {
      const shows = radii[at] * k > largest / 2;
      if (shows !== isShown[at]) circle.setAttribute("visibility", shows ? "visible" : "hidden");
      isShown[at] = shows;
    });

  const place = labels(board);
  const { world, closer } = board.figure.dataset;
  let finest = isRegion ? closer : world;
  drawGround(ground, path, await load(finest), isRegion);
  board.onMove = (transform) => {
    enclose(transform);
    place();
    if (transform.k >= CLOSE && finest !== closer) {
      finest = closer;
      load(closer).then((finer) => drawGround(ground, path, finer, isRegion), () => {});
    }
  };
  board.setPoints(points);
});

/** By how much points of these sizes must be smaller to leave most of the map to be seen. */
function crowding(sizes, area) {
  const covered = sizes.reduce((sum, size) => sum + (Math.PI * size ** 2) / 4, 0);
  return Math.min(1, Math.sqrt((COVERED * area) / Math.max(covered, 1)));
}

/** A region around its middle, true in its areas; or else the whole world. */
function project(places, width, height) {
  const middle = middleOf(places);
  const reach = Math.max(...places.map((one) => geoDistance(middle, [one.longitude, one.latitude])));
  const isRegion = reach < REGION;
  const projection = isRegion
    ? geoAzimuthalEqualArea().rotate([-middle[0], -middle[1]]).clipAngle(100)
    : geoEqualEarth().rotate([-Math.round(middle[0] / 10) * 10, 0]);
  const room = [[ROOM, ROOM], [width - ROOM, height - ROOM]];
  if (!isRegion) return { projection: projection.fitExtent([[2, 2], [width - 2, height - 2]], { type: "Sphere" }), isRegion };
  const around = geoCircle().center(middle).radius((LEAST_REGION * 180) / Math.PI)();
  const all = places.map((one) => [one.longitude, one.latitude]);
  const shape = reach > LEAST_REGION ? { type: "MultiPoint", coordinates: all } : around;
  return { projection: projection.fitExtent(room, shape), isRegion };
}

/** The middle of places on the globe, wherever its date line lies. */
function middleOf(places) {
  let [x, y, z] = [0, 0, 0];
  for (const { latitude, longitude } of places) {
    const [north, east] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    x += Math.cos(north) * Math.cos(east);
    y += Math.cos(north) * Math.sin(east);
    z += Math.sin(north);
  }
  return [(Math.atan2(y, x) * 180) / Math.PI, (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI];
}

async function load(address) {
  if (!worlds.has(address)) {
    worlds.set(
      address,
      fetch(address).then((answer) => {
        if (!answer.ok) throw new Error(`status ${answer.status}`);
        return answer.json();
      })
    );
  }
  return worlds.get(address);
}

function drawGround(group, path, world, isRegion) {
  const { countries, land } = world.objects;
  const parts = [
    ["sea", isRegion ? null : { type: "Sphere" }],
    ["graticule", geoGraticule10()],
    ["land", feature(world, land)],
    ["borders", mesh(world, countries, (one, other) => one !== other)],
  ];
  group
    .selectAll("path")
    .data(parts.filter(([, shape]) => shape))
    .join("path")
    .attr("class", ([name]) => name)
    .attr("d", ([, shape]) => path(shape));
}
