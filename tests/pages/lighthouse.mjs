// Scores of pages by Lighthouse, in one browser:
//   node lighthouse.mjs CHROMIUM CATEGORY,CATEGORY ADDRESS...
// One line of JSON for each address: the score of each category, of 100, and what lowered it.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, categories, ...addresses] = process.argv.slice(2);
const browser = await launch({
  chromePath,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, {
      port: browser.port,
      logLevel: "silent",
      onlyCategories: categories.split(","),
      disableFullPageScreenshot: true,
    });
    const scores = {};
    const lowered = [];
    for (const category of Object.values(lhr.categories)) {
      scores[category.id] = category.score === null ? null : Math.round(category.score * 100);
      for (const { id, weight } of category.auditRefs) {
        const audit = lhr.audits[id];
        if (weight && audit.score !== null && audit.score < 0.9) {
          const places = (audit.details?.items ?? []).slice(0, 3).map((one) => one.node?.snippet);
          lowered.push(`${category.id}: ${audit.title} ${places.filter(Boolean).join(" ")}`.trim());
        }
      }
    }
    const shift = lhr.audits["cumulative-layout-shift"]?.numericValue ?? null;
    console.log(JSON.stringify({ address, scores, shift, lowered, error: lhr.runtimeError?.message }));
  }
} finally {
  browser.kill();
}
