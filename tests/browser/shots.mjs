// Pictures of every page of the demo, to look at: `node tests/browser/shots.mjs target/debug/junto FOLDER [WORD]`.
// Each page is taken at 1280 and 390 px, light and dark; with WORD only those whose name contains it. The style sheet
// comes from the sources, so a change of it needs no build. Beside each name stand the bytes of the page and the sheet,
// compressed, and what is wrong with it: layout shift, or sideways scrolling at 320 px.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const [binary, folder, word = ""] = process.argv.slice(2);
if (!folder) throw new Error("node tests/browser/shots.mjs BINARY FOLDER [WORD]");
mkdirSync(folder, { recursive: true });
const ui = resolve(import.meta.dirname, "../../crates/junto/src/ui");

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

// The demo, and the links that sign its three readers in.
const data = mkdtempSync(join(tmpdir(), "junto-shots-"));
const listen = `127.0.0.1:${await freePort()}`;
const demo = spawn(resolve(binary), ["demo", "--data", data, "--fresh"], { env: { ...process.env, JUNTO_LISTEN: listen, JUNTO_LOG: "warn" } });
demo.stderr.pipe(process.stderr);
const links = {};
let reader = "";
for await (const line of createInterface({ input: demo.stdout })) {
  if (line.includes(", ")) reader = line.split(" ")[0].toLowerCase();
  else if (line.includes("/sign-in/")) links[reader] = line.trim();
  else if (line.startsWith("Junto answers")) break;
}
const town = `http://${listen}`;
const table = `${town}/c/long-table`;

const read = (name) => {
  const bytes = readFileSync(join(data, "mail", name), "latin1").replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
};
const mail = () => readdirSync(join(data, "mail")).map(read);
const letterTo = async (whom, subject) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const letter = mail().find((one) => one.includes(`To: "${whom}`) && one.includes(`Subject: ${subject}`));
    if (letter) return letter;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no letter “${subject}” came to ${whom}`);
};
const linkIn = (letter) => letter.match(/http:\/\/\S*?\/(invitations|applications|sign-in)\/[\w-]+/)[0];

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const pages = {};
async function as(name) {
  if (pages[name]) return pages[name];
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", baseURL: town });
  for (const name of ["junto", "week"]) {
    await context.route(new RegExp(`/assets/${name}-\\w+\\.css`), (route) => route.fulfill({ path: join(ui, `${name}.css`), contentType: "text/css" }));
  }
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  if (links[name]) {
    await page.goto(links[name]);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/today");
  }
  pages[name] = page;
  return page;
}

// What the server sends of the sheet, which is leaner than its source.
const sheetAddress = (await (await fetch(`${town}/sign-in`)).text()).match(/\/assets\/junto-\w+\.css/)[0];
const sheetBytes = gzipSync(await (await fetch(`${town}${sheetAddress}`)).text()).length;

async function shoot(name, page) {
  if (!name.includes(word)) return;
  const wrong = [];
  for (const width of [1280, 390]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) wrong.push(`scrolls sideways by ${over} px`);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  const html = await page.evaluate(() => document.documentElement.outerHTML);
  const bytes = gzipSync(html).length + sheetBytes;
  if (bytes > 14 * 1024) wrong.push("too large");
  console.log(`${name.padEnd(34)} ${bytes} ${wrong.join(", ")}`);
}

// Opens an address and takes its pictures.
async function look(who, name, address) {
  const page = await as(who);
  await page.goto(address.startsWith("http") ? address : `${town}${address}`);
  const shift = await page.evaluate(() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; }).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
  }));
  if (shift > 0) console.log(`${name} shifts by ${shift}`);
  await shoot(name, page);
  return page;
}

const roster = [
  "name,email,organisation,industry,function,years_in_role,interests,time_zone,availability,favourite tool",
  "Solveig Marchetti,solveig@example.org,Marchetti Looms,weaving,general management,6,succession;hiring,Europe/Rome,Mon-Thu 08:00-12:00,loom",
  "Teodor Ashgrove,teodor@example.org,Ashgrove Clocks,clockmaking,operations,4,growth,Europe/London,Mon-Fri 08:00-11:00,lathe",
  "Nadia Borealis,nadia-at-example.org,Borealis Ice,ice cream,finance,3,growth,Europe/Oslo,Mon-Fri 09:00-12:00,whisk",
  "Perpetua Quill,perpetua@example.org,Quill & Daughters,printing,sales,many,words,Europe/Lisbn,Mon-Fri 08:00-11:00,press",
].join("\n");

async function guest() {
  await look("stranger", "root", "/");
  await look("stranger", "front", table);
  await look("stranger", "sign-in", "/sign-in");
  await look("stranger", "sign-in-wrong-link", "/sign-in/not-a-link");
  await look("stranger", "seen", "/seen");
  await look("stranger", "not-found", "/nowhere");
  await look("stranger", "join", `${table}/join`);
  const page = await as("stranger");
  const fill = { "Your name": "Florian Abendroth", "Your e-mail address": "florian@example.org", "What brings you, and what you hope for": "I took over a brewery in May and have nobody to ask." };
  for (const [label, value] of Object.entries(fill)) await page.getByLabel(label).fill(value);
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByRole("heading", { name: "Look into your mail" }).waitFor();
  await shoot("join-sent", page);
  await look("stranger", "application-confirm", linkIn(await letterTo("Florian", "Confirm")));
  await page.getByRole("button", { name: "Yes, this is my address" }).click();
  await page.getByRole("heading", { name: "has arrived" }).waitFor();
  await shoot("application-arrived", page);
  await page.goto("about:blank");
  await page.setContent((await letterTo("Wiremu", "A seat")).match(/<!doctype html>[^]*<\/html>/)[0]);
  await shoot("letter", page);
  await look("stranger", "invitation", linkIn(await letterTo("Wiremu", "A seat")));
  await look("stranger", "invitation-gone", "/invitations/not-a-link");
  await page.goto("/sign-in");
  await page.getByLabel("Your e-mail address").fill("wiremu.tahanore@example.org");
  await page.getByRole("button", { name: "Send me a link" }).click();
  links.wiremu = linkIn(await letterTo("Wiremu", "Your link"));
  await look("wiremu", "today-invited", "/today");
}

async function member() {
  const page = await look("tove", "today-member", "/today");
  await page.getByRole("link", { name: "Kittiwake", exact: true }).first().click();
  const home = page.url();
  await look("tove", "home-member", home);
  await look("tove", "not-found-group", `${home}/nowhere`);
  await look("tove", "not-found-member", `${table}/nowhere`);
  await look("tove", "purpose", `${home}/purpose`);
  await look("tove", "waiting-seated", `${table}/waiting`);
  await comingAndGoing(home);
  await look("tove", "groups-member", `${table}/groups`);
  await look("tove", "you", "/you");
  await look("tove", "you-letters", "/you/letters");
  await hours();
  await look("mara", "today-facilitator", "/today");
  await look("mara", "home-facilitator", home);
  await look("mara", "requests", `${home}/requests`);
  const asking = await look("mara", "groups-facilitator", `${table}/groups`);
  const ask = asking.getByRole("link", { name: "Ask for a seat" }).first();
  if (await ask.count()) await look("mara", "ask", await ask.getAttribute("href"));
}

// Tove leaves and stays after all, pauses and is back.
async function comingAndGoing(home) {
  const page = await look("tove", "leaving", `${home}/leaving`);
  await page.getByLabel(/^A word to/).fill("I have told nobody yet. The mill needs my evenings from spring on.");
  await page.getByRole("button", { name: /^Tell / }).first().click();
  await page.getByText("Nobody else in the group knows").waitFor();
  await shoot("leaving-confided", page);
  await look("mara", "home-leaver", home);
  await page.getByLabel("A word to the group").fill("Two years with you. I leave with more questions than I came with, and better ones.");
  await page.getByRole("button", { name: "Tell the group" }).click();
  await page.getByRole("heading", { name: "The group knows" }).waitFor();
  await shoot("leaving-told", page);
  const other = await look("mara", "home-leaver-told", home);
  await look("mara", "goodbye", await other.getByRole("link", { name: /^Say goodbye to/ }).getAttribute("href"));
  await other.getByLabel(/^What you would like/).fill("You asked what nobody dared to ask.");
  await other.getByRole("button", { name: "Say goodbye" }).click();
  await look("tove", "leaving-goodbyes", `${home}/leaving`);
  await page.getByRole("button", { name: "I stay after all" }).click();
  await page.getByText("You stay.").waitFor();
  await look("mara", "pause-lead", `${home}/pause`);
  await look("tove", "pause", `${home}/pause`);
  const first = await page.getByLabel("From").inputValue();
  await page.getByLabel("Until").fill(new Date(Date.parse(first) + 60 * 86_400_000).toISOString().slice(0, 10));
  await page.getByRole("button", { name: "Pause my seat" }).click();
  await page.getByRole("button", { name: "I am back" }).waitFor();
  await shoot("pause-on", page);
  await look("tove", "today-pause", "/today");
  await look("mara", "home-pause", home);
  await page.goBack();
  await page.getByRole("button", { name: "I am back" }).click();
  await page.getByText("Welcome back").waitFor();
}

async function hours() {
  const address = `${table}/hours`;
  await look("mara", "hours", address);
  const page = await look("wiremu", "hours-none", address);
  await page.getByRole("button", { name: "Weekdays 9 to 5" }).click();
  await page.getByLabel("Where to").fill("Portugal");
  await page.getByLabel("First day there").fill("2030-05-20");
  await page.getByLabel("Last day there").fill("2030-05-03");
  await page.getByRole("button", { name: "Add the journey" }).click();
  await page.getByText("Which of these is it").waitFor();
  await shoot("hours-wrong", page);
  await look("mara", "hours-place", `${address}/place?q=south`);
}

async function operator() {
  await look("wiremu", "waiting", `${table}/waiting`);
  let page = await look("agnes", "today-operator", "/today");
  await look("agnes", "settings", `${table}/settings`);
  page = await look("agnes", "groups-operator", `${table}/groups`);
  await look("agnes", "structure", await page.getByRole("link", { name: "Kittiwake" }).getAttribute("href"));
  await look("agnes", "group-new", `${table}/groups/new`);
  page = await look("agnes", "seats", `${table}/groups/seats`);
  const withdrawal = await page.locator("a[href$='/withdrawal']").first().getAttribute("href");
  const asks = page.getByRole("link", { name: "before you give the seat" }).first();
  const asking = await asks.count() ? await asks.getAttribute("href") : "";
  const free = page.getByRole("link", { name: "See everyone who waits" }).first();
  if (await free.count()) {
    const seat = await free.getAttribute("href");
    await look("agnes", "free-seat", `${seat}?q=a`);
    page = await look("agnes", "free-seat-nobody", `${seat}?q=zzz`);
    const breaks = page.getByRole("link", { name: "would break something" }).first();
    if (await breaks.count()) await look("agnes", "free-seat-breaks", await breaks.getAttribute("href"));
  }
  if (asking) await look("agnes", "free-seat-asked", asking);
  await look("agnes", "withdrawal", withdrawal);
  await look("agnes", "applications", `${table}/applications`);
  page = await look("agnes", "people", `${table}/roster`);
  await look("agnes", "people-none", `${table}/roster?q=zzz`);
  await page.goto(`${table}/roster`);
  const person = await page.getByRole("link", { name: "Bram Osterhuys" }).getAttribute("href");
  await look("agnes", "person", person);
  page = await look("agnes", "person-edit", `${person}/edit`);
  await page.getByLabel("Time zone").fill("Africa/Johansberg");
  await page.getByLabel("Years in the role").fill("many");
  await page.getByLabel("Hours").fill("mornings");
  await page.evaluate(() => document.querySelector("main form").noValidate = true);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").waitFor();
  await shoot("person-edit-wrong", page);
  // Two windows show the same person; the second one is too late.
  const other = await page.context().newPage();
  for (const one of [page, other]) await one.goto(new URL(`${person}/edit`, town).href);
  for (const one of [other, page]) {
    await one.getByLabel("Department").fill("Bread");
    await one.getByRole("button", { name: "Save" }).click();
    await one.waitForLoadState();
  }
  await other.close();
  await page.getByRole("heading", { name: "Someone else" }).waitFor();
  await shoot("edited", page);
  page = await look("agnes", "import", `${table}/roster/import`);
  writeFileSync(join(data, "people.csv"), roster);
  await page.getByLabel("A list of people").setInputFiles(join(data, "people.csv"));
  await page.getByRole("button", { name: "Look at it" }).click();
  await page.getByRole("heading", { name: "lines are good" }).waitFor();
  await shoot("import-preview", page);
  await page.getByRole("button", { name: "Import 2 people" }).click();
  await page.getByRole("heading", { name: "imported" }).waitFor();
  await shoot("import-done", page);
}

async function formation() {
  let page = await look("agnes", "rounds", `${table}/rounds`);
  await look("agnes", "round-new", `${table}/rounds/new`);
  await look("agnes", "round-new-preset", `${table}/rounds/new?preset=new-faces`);
  await page.goto(`${table}/rounds`);
  await page.locator("main li a.name").first().click();
  await page.locator("article.group").first().waitFor();
  const desk = page.url();
  await look("agnes", "desk-criteria", `${desk}/criteria`);
  await look("agnes", "desk", desk);
  await page.getByRole("button", { name: "Publish" }).first().click();
  await page.waitForTimeout(300);
  await shoot("desk-publish", page);
  const move = await page.locator("a[href*='/move?who=']").first().getAttribute("href");
  await look("agnes", "move", move);
  page = await look("agnes", "move-weighed", `${move}&to=1`);
  await page.goto(desk);
  await page.getByRole("button", { name: "Form again", exact: true }).click();
  await page.waitForURL(/proposals\/2/);
  await shoot("work", page);
  await look("agnes", "today-forming", "/today");
  await page.goBack();
  await page.locator("article.group").first().waitFor();
  await shoot("desk-second", page);
  await page.getByRole("link", { name: "Compare" }).first().click();
  await page.waitForURL(/compare/);
  await shoot("compare", page);
  // Six who go together in groups of five, and a number of people that does not divide.
  await page.goto(desk);
  const six = (await page.locator(".people .name").allTextContents()).slice(0, 6).join("; ");
  await page.goto(`${desk}/criteria`);
  for (const size of ["Smallest size", "Largest size"]) await page.getByLabel(size).selectOption("5");
  await page.getByText("Keep people apart or together by name").click();
  await page.getByLabel("Always in one group").fill(six);
  await page.getByRole("button", { name: "Form again" }).click();
  await page.getByRole("button", { name: /^Form again with/ }).first().waitFor();
  await shoot("desk-ways", page);
}

const pass = (days) => fetch(`${town}/demo/clock`, { method: "POST", body: new URLSearchParams({ days }) });

// Dates, one of them, where the group meets, and a single meeting whose time is sought.
async function meetings(home) {
  await look("tove", "dates", `${home}/meetings`);
  let page = await look("mara", "dates-lead", `${home}/meetings`);
  const one = await page.locator("main a[href*='/meetings/']").first().getAttribute("href");
  await look("tove", "meeting", one);
  await look("mara", "meeting-lead", one);
  await look("mara", "place", `${home}/meetings/place`);
  page = await look("mara", "poll-new", `${home}/polls/new`);
  await page.getByRole("button", { name: "Ask everyone" }).click();
  await page.waitForURL(/polls\/[^/?]+$/);
  await shoot("poll-lead", page);
  await look("tove", "poll", page.url());
  await look("tove", "today-meetings", "/today");
  await look("tove", "you-calendar", "/you/calendar");
  await look("tove", "home-meetings", home);
}

// The charter in force, the next one as a draft with a contradiction, and what changes in it.
async function charter() {
  let page = await as("tove");
  await page.goto(`${town}/today`);
  const address = await page.locator('a[href^="/groups/"]').first().getAttribute("href");
  const home = town + address.match(/\/groups\/[^/]+/)[0];
  await look("tove", "charter", `${home}/charter`);
  page = await look("mara", "charter-lead", `${home}/charter`);
  await page.getByRole("button", { name: "Propose changes" }).click();
  page = await look("tove", "charter-draft-new", `${home}/charter/draft`);
  await page.getByLabel("What I want of this group").fill("Somebody who asks what I avoid.");
  await page.getByRole("button", { name: "Say it" }).first().click();
  await page.goto(`${home}/charter/draft`);
  await page.getByText("Say something about it: Attendance").click();
  await page.locator("#comment-attendance").fill("Three misses are many when we meet monthly.");
  await page.locator("form:has(#comment-attendance) button").click();
  page = await look("mara", "charter-clause", `${home}/charter/draft/attendance`);
  await page.goto(`${home}/charter/draft/review`);
  await page.getByLabel("after so many months").fill("12");
  await page.getByLabel("In your own words").fill("We read it aloud over dinner, wherever we meet in the autumn.");
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.goto(`${home}/charter/draft/size`);
  await page.getByLabel("At least so many members").fill("9");
  await page.getByLabel("At most so many members").fill("6");
  await page.getByRole("button", { name: "Add it" }).click();
  await look("mara", "charter-draft", `${home}/charter/draft`);
  await page.goto(`${home}/charter/draft/size`);
  await page.getByText("Take this clause out").click();
  await page.getByRole("button", { name: "Take it out" }).click();
  await page.getByRole("button", { name: "Put it up for signing" }).first().click();
  await page.waitForTimeout(300);
  await shoot("charter-put-up", page);
  await page.getByRole("dialog").getByRole("button", { name: "Put it up for signing" }).click();
  await page.waitForURL(/versions/);
  await look("tove", "charter-signing", page.url());
  await look("tove", "charter-today", "/today");
  await look("tove", "charter-home", home);
}

// Questions to the group and suggestions, as whoever asks, whoever is asked and the facilitator see them.
async function decisions() {
  let page = await as("tove");
  await page.goto(`${town}/today`);
  const home = town + (await page.locator('a[href^="/groups/"]').first().getAttribute("href")).match(/\/groups\/[^/]+/)[0];
  await look("mara", "decisions", `${home}/decisions`);
  page = await look("mara", "decision-new", `${home}/decisions/new`);
  await page.evaluate(() => document.querySelector("main form").noValidate = true);
  await page.getByRole("button", { name: "Ask everyone" }).click();
  await page.getByRole("alert").waitFor();
  await shoot("decision-new-wrong", page);
  await page.getByLabel("The purpose").check();
  await page.getByLabel("In one sentence").fill("We help each other leave well what we have built.");
  await page.getByLabel("Why", { exact: true }).fill("Letting go is what we speak of, and the sentence we have does not say it.");
  await page.getByRole("button", { name: "Ask everyone" }).click();
  await page.waitForURL(/decisions\/[^/?]+$/);
  await shoot("decision-asked", page);
  await look("tove", "decision-open", page.url());
  await look("tove", "decision-today", "/today");
  await look("tove", "decision-home", home);
  const link = (await letterTo("Tove", "Kittiwake: a question")).match(/http:\/\/\S*?\/decisions\/[\w-]+/)[0];
  await look("stranger", "decision-by-letter", link);
  page = await look("tove", "decisions-member", `${home}/decisions`);
  await look("tove", "decision-settled", await page.locator("#h-settled").locator("..").getByRole("link").first().getAttribute("href"));
  await look("tove", "suggestions", `${home}/suggestions`);
  page = await look("mara", "suggestions-lead", `${home}/suggestions`);
  await page.getByText("Answer for the group").first().click();
  await page.getByLabel("What the group says").first().selectOption("not-now");
  await page.getByRole("button", { name: "Answer", exact: true }).first().click();
  await page.getByText("needs a word why", { exact: false }).first().waitFor();
  await shoot("suggestions-wrong", page);
  page = await as("mara");
  await page.goto(`${home}/decisions/new`);
  await page.getByLabel("A member’s seat").check();
  await page.getByLabel("Who would leave").selectOption({ index: 1 });
  await page.getByLabel("In one sentence").fill("We ask them to give up their seat.");
  await page.getByLabel("Why", { exact: true }).fill("They have not been with us since the spring.");
  await page.getByRole("button", { name: "Ask everyone" }).click();
  await page.waitForURL(/decisions\/[^/?]+$/);
  await shoot("decision-removal", page);
}

// A season's hours: sought, proposed, answered, agreed on, and what they were like. It moves the clock, so it comes last.
async function season() {
  let page = await as("tove");
  await page.goto(`${town}/today`);
  const address = await page.locator('a[href^="/groups/"]').first().getAttribute("href");
  const home = town + address.match(/\/groups\/[^/]+/)[0];
  await meetings(home);
  page = await look("mara", "hour", `${home}/hour`);
  await page.locator(".heat td").nth(40).click();
  await shoot("hour-looked-at", page);
  await look("mara", "hour-none", `${home}/hour?asked=yes&cadence=2w&from=2026-10-12&to=2027-04-11&minutes=90&day=7&anchor=UTC&step=60`);
  await look("mara", "hour-wrong", `${home}/hour?asked=yes&cadence=2w&from=soon&to=2027-04-11&minutes=5&day=7&holidays=Easter`);
  await page.goto(`${home}/hour`);
  await page.getByRole("link", { name: "Propose this" }).first().click();
  await shoot("season-new", page);
  await page.getByRole("button", { name: /^Ask / }).click();
  await page.waitForURL(/seasons\/[^/?]+$/);
  const proposed = page.url();
  await shoot("season-lead", page);
  await look("tove", "today-season", "/today");
  page = await look("tove", "season", proposed);
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "I can", exact: true }).click();
  await shoot("season-answered", page);
  await look("tove", "fairness-empty", `${home}/fairness`);
  await pass("8");
  await look("tove", "season-agreed", proposed);
  // A session does not last that long.
  for (const days of ["120", "1"]) await pass(days);
  delete pages.tove;
  await look("tove", "fairness", `${home}/fairness`);
  await look("tove", "hour-member", `${home}/hour`);
  await attendance(home);
}

// After four months: who was at two meetings, what missing both leads to, and whether enough can come to the next.
async function attendance(home) {
  delete pages.mara;
  let page = await look("mara", "attendance-today", "/today");
  await page.goto(`${home}/meetings`);
  const next = await page.locator("main a[href*='/meetings/']").first().getAttribute("href");
  const held = await page.locator("#h-held ~ .body a[href*='/meetings/']").evaluateAll((all) => all.slice(0, 2).map((a) => a.href));
  for (const meeting of held) {
    await page.goto(`${meeting}/attendance`);
    await page.getByRole("group", { name: /^Tove/ }).getByLabel("They were").selectOption("absent");
    if (meeting === held[0]) await shoot("attendance-sheet", page);
    await page.getByRole("button", { name: "Keep this" }).click();
    await page.waitForLoadState();
  }
  page = await look("mara", "attendance-step-today", "/today");
  await page.getByRole("link", { name: "See how" }).first().click();
  await shoot("attendance-step", page);
  await look("mara", "attendance-lead", `${home}/attendance`);
  await look("tove", "attendance-own", `${held[0]}/attendance`);
  await look("tove", "attendance-standing", `${home}/attendance`);
  await look("mara", "quorum", `${town}${next}/quorum`);
}

try {
  await guest();
  await member();
  await operator();
  await formation();
  await decisions();
  await season();
} finally {
  await browser.close();
  demo.kill("SIGTERM");
  rmSync(data, { recursive: true, force: true });
}
