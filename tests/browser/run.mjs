// Journeys in Chromium against a server of its own: `node tests/browser/run.mjs target/debug/junto [WORD]`.
// With WORD only those whose file name contains it.
// Every file in journeys/ is one journey: `export const name`, `export default async (town) => …`.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const binary = resolve(process.argv[2] ?? "target/debug/junto");
const word = process.argv[3] ?? "";
const here = import.meta.dirname;
const axe = readFileSync(join(here, "node_modules/axe-core/axe.min.js"), "utf8");

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

// A server with one community, Long Table, and its operator Agnes.
async function startTown() {
  const folder = mkdtempSync(join(tmpdir(), "junto-journey-"));
  const address = `http://127.0.0.1:${await freePort()}`;
  const env = {
    ...process.env,
    JUNTO_DATABASE_URL: `sqlite:${join(folder, "junto.db")}`,
    JUNTO_LISTEN: address.slice(7),
    JUNTO_MAIL_DIR: join(folder, "mail"),
    JUNTO_LOG: "warn",
  };
  const operatorLink = (email = "agnes@example.org", name = "Agnes Fairweather") => {
    const added = spawnSync(binary, ["operator", "add", email, "--community", "Long Table", "--name", name], { env, cwd: folder, encoding: "utf8" });
    if (added.status !== 0) throw new Error(added.stderr);
    return added.stdout.trim().split("\n").pop();
  };
  operatorLink();
  const server = spawn(binary, ["serve"], { env, cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  for (let tries = 0; tries < 100; tries += 1) {
    if (await fetch(`${address}/readyz`).then((answer) => answer.ok, () => false)) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  const read = (name) => {
    const bytes = readFileSync(join(folder, "mail", name), "latin1").replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(bytes, "latin1").toString("utf8");
  };
  const mailTo = (email) => readdirSync(join(folder, "mail")).filter((name) => name.endsWith(".eml")).map(read).filter((letter) => letter.includes(`<${email}>`));
  // The link in a letter, once the letter has come.
  const linkTo = async (email, subject) => {
    for (let tries = 0; tries < 150; tries += 1) {
      const letter = mailTo(email).find((one) => one.includes(`Subject: ${subject}`));
      if (letter) return letter.match(/https?:\/\/\S+?\/(sign-in|invitations|applications)[^\s"]+/)[0];
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`no letter “${subject}” came to ${email}`);
  };
  const stop = () => { server.kill("SIGTERM"); rmSync(folder, { recursive: true, force: true }); };
  return { address, folder, env, binary, operatorLink, mailTo, linkTo, stop };
}

const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// Nothing scrolls sideways on a small phone. All there is to ask of a page without script.
async function assertNarrow(page) {
  await page.setViewportSize({ width: 320, height: 640 });
  const over = await sideways(page);
  if (over > 0) throw new Error(`${page.url()}\n  320: scrolls sideways by ${over} px`);
}

// No violation at any width, light or dark.
async function assertAccessible(page) {
  const found = [];
  for (const width of [1280, 390, 320]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
      found.push(...violations.map((v) => `${width} ${colorScheme}: ${v.id} at ${v.nodes.map((node) => node.target).join(", ")}`));
      const over = await sideways(page);
      if (over > 0) found.push(`${width} ${colorScheme}: scrolls sideways by ${over} px`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  if (found.length > 0) throw new Error(`${page.url()}\n  ${found.join("\n  ")}`);
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
let passed = 0;
let failed = 0;
for (const file of readdirSync(join(here, "journeys")).filter((name) => name.endsWith(".mjs") && name.includes(word)).sort()) {
  const journey = await import(join(here, "journeys", file));
  const town = await startTown();
  const problems = [];
  // A browser of someone's own.
  const visitor = async (options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", baseURL: town.address, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
    page.on("console", (line) => { if (line.text().includes("Content Security Policy")) problems.push(line.text()); });
    return page;
  };
  const page = await visitor();
  try {
    await journey.default({ ...town, page, visitor, assertNarrow, assertAccessible: (of = page) => assertAccessible(of) });
    if (problems.length > 0) throw new Error(problems.join("\n"));
    console.log(`ok      ${journey.name}`);
    passed += 1;
  } catch (error) {
    console.log(`FAILED  ${journey.name}\n${error.stack}`);
    failed += 1;
  }
  for (const context of browser.contexts()) await context.close();
  town.stop();
}
await browser.close();
console.log(`journeys: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
