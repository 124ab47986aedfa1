// Looks at the public page as people do: in a browser, on a phone, in the dark, on paper, without
// JavaScript. Usage: node check.mjs ADDRESS FOLDER; screenshots go into the folder.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const [address, folder] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = { width: 360, height: 740, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const desktop = { width: 1366, height: 900 };
const projector = { width: 1920, height: 1080 };
const problems = [];
const expect = (holds, what) => {
  console.log(`${holds ? "ok  " : "BAD "} ${what}`);
  if (!holds) problems.push(what);
};

mkdirSync(folder, { recursive: true });
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});

// What a visit loads and says. Anything that is not our own address is a third party.
const visit = async (path, { viewport = desktop, dark = false, script = true } = {}) => {
  const page = await browser.newPage();
  await page.setViewport(viewport);
  await page.setJavaScriptEnabled(script);
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  const seen = { errors: [], foreign: [], bytes: 0 };
  page.on("console", (line) => line.type() === "error" && seen.errors.push(line.text()));
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(address)) seen.foreign.push(request.url());
  });
  const client = await page.createCDPSession();
  await client.send("Network.enable");
  client.on("Network.loadingFinished", (event) => (seen.bytes += event.encodedDataLength));
  const answer = await page.goto(address + path, { waitUntil: "load" });
  return { page, seen, answer };
};

const shoot = (page, name) => page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });

const places = [
  ["home", "/"], ["home-en", "/en"], ["league", "/bang-xep-hang"], ["gallery", "/sang-kien"],
  ["method", "/cach-tinh"], ["data", "/du-lieu-mo"],
  ["receipt", "/bien-lai?receipt=SK"], ["league-en", "/en/league"], ["gallery-en", "/en/initiatives"],
];
// Of the initiatives that are shown, the newest stands for all.
const gallery = await (await fetch(`${address}/sang-kien`)).text();
const code = gallery.match(/\/sang-kien\/(SK-[0-9-]+)/)?.[1];
if (code) places.push(["one", `/sang-kien/${code}`], ["one-en", `/en/initiatives/${code}`]);
for (const [name, path] of places) {
  for (const [kind, options] of [
    ["desktop", {}], ["phone", { viewport: phone }], ["dark", { dark: true }],
  ]) {
    const { page, seen, answer } = await visit(path, options);
    const label = `${name} ${kind}`;
    expect([200, 304].includes(answer.status()), `${label}: answers`);
    expect(seen.errors.length === 0, `${label}: no error in the console ${seen.errors}`);
    expect(seen.foreign.length === 0, `${label}: asks nobody else ${seen.foreign}`);
    if (kind === "desktop" && name === "home") {
      expect(seen.bytes < 100_000, `${label}: ${seen.bytes} bytes are under 100 KB`);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide <= 0, `${label}: nothing sticks out (${wide} px)`);
    // The content policy forbids inline scripts to the page, so axe comes in by the debugger.
    const found = await page.evaluate(`${axe}; axe.run({ resultTypes: ["violations"] })`);
    const wrong = found.violations.map((rule) => `${rule.id} ${rule.nodes[0].html}`);
    expect(wrong.length === 0, `${label}: axe finds nothing ${wrong.join("; ")}`);
    await shoot(page, `${name}-${kind}`);
    await page.close();
  }
}

{
  const { page } = await visit("/", { script: false });
  expect((await page.$eval("#pause", (button) => button.hidden)) === true, "without JavaScript: no dead button");
  await page.click("label[for=before]");
  const shown = await page.$eval(".switch .before", (part) => getComputedStyle(part).display);
  expect(shown === "block", "without JavaScript: the other list of provinces can be chosen");
  await shoot(page, "home-plain");
  await page.close();
}

{
  const { page } = await visit("/", { viewport: projector });
  await page.screenshot({ path: `${folder}/home-projector.png` });
  await page.emulateMediaType("print");
  await page.pdf({ path: `${folder}/home.pdf`, format: "A4" });
  await shoot(page, "home-print");
  await page.close();
}

{
  const { page } = await visit("/");
  await page.waitForFunction(() => document.getElementById("headline").dataset.state === "live");
  const first = await page.$eval("[data-live=as_of]", (part) => part.textContent);
  await page.waitForFunction(
    (first) => document.querySelector("[data-live=as_of]").textContent !== first,
    { timeout: 30_000 }, first,
  );
  expect(true, "the headline moves by itself");
  await page.click("#pause");
  expect(
    (await page.$eval("#headline", (part) => part.dataset.state)) === "paused",
    "it can be stopped",
  );
  await page.close();
}

{
  // Everything that can be done can be done with the keyboard, beginning with the way past the menu.
  const { page } = await visit("/");
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.className);
  expect(first === "skip", "the first key leads past the menu");
  const seen = new Set();
  for (let press = 0; press < 80; press += 1) {
    const at = await page.evaluate(() => {
      const { tagName, id, textContent } = document.activeElement;
      return `${tagName} ${id || textContent.trim().slice(0, 30)}`;
    });
    seen.add(at);
    await page.keyboard.press("Tab");
  }
  for (const place of ["BUTTON pause", "INPUT unit", "INPUT now"]) {
    expect(seen.has(place), `the keyboard reaches ${place}`);
  }
  await page.close();
}

await browser.close();
if (problems.length > 0) {
  console.error(`${problems.length} problems`);
  process.exit(1);
}
