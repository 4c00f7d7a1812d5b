// Bundles the pictures into the folder named on the command line: a module for each kind of
// picture, what they share, the base of the map, and the licences of all that is in them.
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { build } from "esbuild";

const MAPS = ["countries-110m.json", "countries-50m.json"];
const into = process.argv[2];
const made = `${into}.new`; // swapped in as a whole, so that half a build is never served

await rm(made, { recursive: true, force: true });
await mkdir(made, { recursive: true });
const { metafile } = await build({
  entryPoints: ["src/timeline.js", "src/map.js", "src/network.js"],
  outdir: made,
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: ["chrome109", "firefox115", "safari16"],
  chunkNames: "shared-[hash]",
  metafile: true,
  logLevel: "warning",
});
for (const map of MAPS) {
  await writeFile(join(made, map), await readFile(`node_modules/world-atlas/${map}`));
}
await writeFile(join(made, "licences.txt"), await licences(metafile));
await rm(into, { recursive: true, force: true });
await rename(made, into);

/** The licence of every package of which something is in the bundle, as it gives it itself. */
async function licences({ inputs }) {
  const names = new Set(["world-atlas"]);
  for (const path of Object.keys(inputs)) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (found) names.add(found[1]);
  }
  const parts = ["What the scripts and maps in this folder contain of others, and under which licence."];
  for (const name of [...names].sort()) {
    const folder = `node_modules/${name}`;
    const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
    const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
    if (!file) throw new Error(`${name} ${version} (${license}) brings no text of its licence`);
    parts.push(`${name} ${version} (${license})\n\n${await readFile(`${folder}/${file}`, "utf8")}`);
  }
  parts.push("The maps are made from Natural Earth (naturalearthdata.com), which is in the public domain.");
  return parts.map((part) => part.trim()).join(`\n\n${"-".repeat(70)}\n\n`) + "\n";
}
