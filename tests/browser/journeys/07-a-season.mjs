import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pointer } from "../hands.mjs";

export const name = "a group of eight in six zones goes from hours to an agreed season";

const GROUP = "Sandpiper";
const LEAD = { name: "Beatriz Salgueiro", zone: "Europe/Lisbon", hours: "Mon-Fri 12:00-18:00" };
const OTHERS = [
  // Whose hours are said on the page.
  { name: "Edmund Harrowgate", zone: "Europe/London", hours: "" },
  { name: "Signe Almqvist", zone: "Europe/Stockholm", hours: "Mon-Fri 13:00-18:00" },
  { name: "Wanjiru Kamathe", zone: "Africa/Nairobi", hours: "Mon-Thu 14:00-19:00" },
  { name: "Arjun Velankar", zone: "Asia/Kolkata", hours: "Mon-Fri 17:00-20:00; Mon-Fri 20:00-21:30 (acceptable)" },
  { name: "Josephine Tarrow", zone: "America/New_York", hours: "Mon-Fri 08:00-12:00" },
  { name: "Caleb Winterbourne", zone: "America/New_York", hours: "Tue-Fri 09:00-13:00" },
  { name: "Imogen Fairclough", zone: "Europe/London", hours: "Mon-Fri 12:00-17:00" },
];
for (const one of [LEAD, ...OTHERS]) one.email = `${one.name.toLowerCase().replace(" ", ".")}@example.org`;
const EVERYONE = [LEAD, ...OTHERS];
const TRADES = ["cork", "shipping", "timber", "tea", "software", "museums", "orchards", "printing"];
const ROSTER = ["name,email,organisation,industry,function,time_zone,availability"]
  .concat(EVERYONE.map((one, at) => `${one.name},${one.email},${one.name.split(" ")[1]} ${TRADES[at]},${TRADES[at]},general management,${one.zone},${one.hours}`))
  .join("\n");

const is = (one, other, what) => { if (one !== other) throw new Error(`${what}: ${one}, not ${other}`); };

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

// Until there is what is asked for.
async function until(what, look) {
  for (let tries = 0; tries < 150; tries += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`nothing came: ${what}`);
}

// A demo, whose clock can be moved.
async function startDemo(binary, folder) {
  const data = mkdtempSync(join(folder, "demo-"));
  const listen = `127.0.0.1:${await freePort()}`;
  const demo = spawn(binary, ["demo", "--data", data, "--fresh"], { env: { ...process.env, JUNTO_LISTEN: listen, JUNTO_LOG: "warn" }, stdio: ["ignore", "pipe", "inherit"] });
  let signIn = "";
  for await (const line of createInterface({ input: demo.stdout })) {
    if (line.includes("/sign-in/")) signIn ||= line.trim();
    if (line.startsWith("Junto answers")) break;
  }
  const address = `http://${listen}`;
  const pass = async (days, minutes = 0) => {
    const answer = await fetch(`${address}/demo/clock`, { method: "POST", body: new URLSearchParams({ days, minutes }) });
    is(answer.status, 200, "the clock");
    return new Date((await answer.text()).trim());
  };
  return { address, signIn, pass, mail: mailIn(join(data, "mail")), stop: () => { demo.kill("SIGTERM"); rmSync(data, { recursive: true, force: true }); } };
}

// The letters of a folder: to whom, about what, their text, and the calendar that lies in them.
function mailIn(folder) {
  const known = new Map();
  const letter = (file) => {
    const raw = readFileSync(join(folder, file), "latin1");
    const bytes = raw.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    const part = raw.match(/Content-Type: text\/calendar;([^\r\n]*)\r?\n(?:[^\r\n]+\r?\n)*\r?\n([A-Za-z0-9+/=\r\n]+)/);
    const calendar = part && Buffer.from(part[2], "base64").toString("utf8").replace(/\r\n[ \t]/g, "");
    return {
      to: raw.match(/^To: .*<([^>]+)>/m)?.[1],
      subject: raw.match(/^Subject: (.*)$/m)[1].trim(),
      text: Buffer.from(bytes, "latin1").toString("utf8"),
      method: part?.[1].match(/method=(\w+)/)?.[1],
      calendar,
    };
  };
  const all = () => {
    for (const file of readdirSync(folder)) if (file.endsWith(".eml") && !known.has(file)) known.set(file, letter(file));
    return [...known.values()];
  };
  const to = (one) => all().filter((letter) => letter.to === one.email);
  const link = async (one, subject, kind) => {
    const found = await until(`“${subject}” to ${one.name}`, () => to(one).filter((letter) => letter.subject.includes(subject)).pop());
    return found.text.match(new RegExp(`http://\\S+?/${kind}/[^\\s"<]+`))[0];
  };
  return { all, to, link };
}

// The values of a property, wherever it stands.
const values = (calendar, property) => [...calendar.matchAll(new RegExp(`^${property}(?:[;][^:\\r\\n]*)?:(.*)$`, "gm"))].map((found) => found[1].trim());
const event = (calendar) => calendar.slice(calendar.indexOf("BEGIN:VEVENT"), calendar.indexOf("END:VEVENT"));

// `Thursday 10 December 14:00` on the clock of a zone.
const onClock = (moment, zone) => {
  const part = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(moment);
  return { day: part({ weekday: "long", day: "numeric", month: "long" }).replace(",", ""), time: part({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }) };
};

export default async ({ binary, folder, visitor, assertAccessible }) => {
  const demo = await startDemo(binary, folder);
  try {
    await season(demo, (options) => visitor({ baseURL: demo.address, ...options }), assertAccessible);
  } finally {
    demo.stop();
  }
};

async function season({ signIn, pass, mail }, visitor, assertAccessible) {
  const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();
  const said = (page, text) => page.getByRole("status").getByText(text).waitFor();
  const inGroup = new Map();

  // Letters that can wait are not sent at night; now it is day in all six zones.
  const start = await pass(0);
  await pass(0, (24 * 60 + 14 * 60 - (start.getUTCHours() * 60 + start.getUTCMinutes())) % (24 * 60));

  // Agnes enters eight people of six zones, and founds a group of them.
  const agnes = await visitor();
  const hers = pointer(agnes);
  await agnes.goto(signIn);
  await hers.press("button", "Sign in");
  await hers.press("link", "Roster");
  await hers.press("link", "Import a list");
  await agnes.getByLabel("A list of people").setInputFiles({ name: "eight.csv", mimeType: "text/csv", buffer: Buffer.from(ROSTER) });
  await hers.press("button", "Look at it");
  await hers.press("button", "Import 8 people");
  await heading(agnes, "Eight people are imported");
  await hers.press("link", "Groups");
  await hers.press("link", "Found a group by hand");
  await agnes.getByLabel("Name", { exact: true }).fill(GROUP);
  await agnes.getByLabel("What it is for").fill("To say early what would be hard to say late.");
  for (const one of EVERYONE) await agnes.getByRole("checkbox", { name: one.name }).check();
  await agnes.getByLabel("Who leads").fill(LEAD.email);
  await agnes.getByLabel("Seats in all").fill("8");
  await hers.press("button", "Found it and invite everyone");
  await said(agnes, "is founded.");

  // Each takes the seat by the link in the letter, and whoever acts later signs in by a letter.
  const acting = [LEAD, ...OTHERS.slice(0, 5)];
  await Promise.all(EVERYONE.map(async (one) => {
    const page = await visitor({ timezoneId: one.zone });
    await page.goto(await mail.link(one, `A seat for you in ${GROUP}`, "invitations"));
    await page.getByRole("button", { name: "Take the seat" }).click();
    if (!acting.includes(one)) return page.getByRole("button", { name: "Send me a link to sign in" }).waitFor();
    await page.getByRole("button", { name: "Send me a link to sign in" }).click();
    await page.goto(await mail.link(one, "Your link to sign in", "sign-in"));
    await page.getByRole("button", { name: "Sign in" }).click();
    await heading(page, GROUP);
    inGroup.set(one, page);
  }));
  const home = inGroup.get(LEAD).url();

  // One says the hours by a rule.
  const [edmund] = OTHERS;
  const hours = inGroup.get(edmund);
  await hours.goto("/c/long-table/hours");
  await hours.getByRole("button", { name: "Add a rule" }).click();
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday"]) await hours.getByRole("checkbox", { name: day }).first().check();
  await hours.getByLabel("From", { exact: true }).first().fill("12:00");
  await hours.getByLabel("to", { exact: true }).first().fill("5 pm");
  await hours.getByRole("button", { name: "Save my hours" }).click();
  await hours.getByText("Saved. Your groups look for their hours").waitFor();

  // Beatriz looks at what is possible, and proposes the first of it.
  const lead = inGroup.get(LEAD);
  await lead.goto(home);
  await lead.getByRole("link", { name: "Choose an hour" }).click();
  await heading(lead, `An hour for ${GROUP}`);
  if (await lead.getByText("Hours not said yet").count()) throw new Error("somebody’s hours are not known");
  await lead.getByRole("table", { name: /^How many of eight could begin 90 minutes then/ }).waitFor();
  await assertAccessible(lead);
  // A season that begins late enough for everyone to answer first.
  const inDays = (days) => new Date(start.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  await lead.getByText("Look for something else").click();
  await lead.getByLabel("From", { exact: true }).fill(inDays(12));
  await lead.getByLabel("To", { exact: true }).fill(inDays(12 + 20 * 7));
  await lead.getByRole("button", { name: "Look for hours" }).click();
  await lead.waitForURL(/asked=yes/);
  await lead.getByRole("link", { name: /^Propose this/ }).first().click();
  await heading(lead, "Propose this to your group");
  await assertAccessible(lead);
  await lead.getByRole("button", { name: "Ask seven people" }).click();
  await said(lead, "Your group is asked.");
  const proposed = lead.url();

  // Four can, one of them not on the third date. That is five of eight, which decides nothing yet.
  const [signe, wanjiru, arjun, josephine] = OTHERS.slice(1);
  let off = "";
  for (const one of [signe, wanjiru, arjun, josephine]) {
    const page = inGroup.get(one);
    await page.goto(await mail.link(one, `An hour for ${GROUP}: can you?`, "groups"));
    await heading(page, `Hours for ${GROUP}`);
    await page.getByText("Please answer by").first().waitFor();
    if (one === arjun) {
      const third = page.getByRole("checkbox").nth(2);
      off = await third.getAttribute("value");
      await third.check();
      await assertAccessible(page);
    }
    await page.getByRole("button", { name: "I can", exact: true }).click();
    await page.getByText("You said that you can.").first().waitFor();
  }
  await lead.goto(proposed);
  await lead.getByText(/answered\. Not yet: Caleb, Edmund, Imogen\.$/).waitFor();
  if (mail.all().some((letter) => letter.subject.startsWith(`${GROUP} meets`))) throw new Error("it is agreed too soon");

  // Eight days later whoever said nothing goes along.
  await pass(8);
  await lead.reload();
  await lead.getByText("Your group agreed to these hours.").waitFor();

  // Everyone has one invitation, and nobody else’s address in it.
  const requests = (one) => mail.to(one).filter((letter) => letter.method === "REQUEST" && letter.subject.startsWith(GROUP));
  const everyoneHas = (count) => until(`${count} messages for each calendar`, () => EVERYONE.every((one) => requests(one).length >= count));
  await everyoneHas(1);
  for (const one of EVERYONE) {
    is(requests(one).length, 1, `invitations of ${one.name}`);
    const [{ calendar, text }] = requests(one);
    is(values(calendar, "METHOD").join(), "REQUEST", "the method");
    is(new Set(values(calendar, "ATTENDEE")).size, 1, `who is invited in the invitation of ${one.name}`);
    is(values(calendar, "ATTENDEE")[0], `mailto:${one.email}`, "who is invited");
    const others = EVERYONE.filter((other) => other !== one && (calendar + text).includes(other.email));
    is(others.map((other) => other.name).join(), "", `whose address ${one.name} reads`);
  }

  // The dates, on the clock of whoever reads them.
  const dates = `${home}/meetings`;
  const shown = async (page) => Promise.all((await page.locator("main time").all()).map(async (time) => ({
    moment: new Date(await time.getAttribute("datetime")),
    text: `${await time.textContent()} ${await time.locator("xpath=ancestor::*[self::li or self::p][1]").textContent()}`,
  })));
  const asShown = async (one) => {
    const page = inGroup.get(one);
    await page.goto(dates);
    await heading(page, "Meetings");
    const lines = await shown(page);
    if (lines.length < 4) throw new Error(`${one.name} sees ${lines.length} dates`);
    for (const { moment, text } of lines) {
      const { day, time } = onClock(moment, one.zone);
      if (!text.includes(day) || !text.includes(time)) throw new Error(`${one.name} reads “${text}”, not ${day}, ${time}`);
    }
    return lines.map(({ moment }) => moment.toISOString()).sort();
  };
  const moments = await asShown(arjun);
  for (const one of [LEAD, josephine]) is((await asShown(one)).join(), moments.join(), "the dates of two members");
  await assertAccessible(inGroup.get(arjun));
  await assertAccessible(lead);
  const [{ calendar }] = requests(LEAD);
  const [stamp] = values(event(calendar), "DTSTART");
  const anchor = calendar.match(/DTSTART;TZID=([^:]+):\d+T\d+\r?\n(?:DTEND|DURATION)/)[1];
  const first = onClock(new Date(moments[0]), anchor).time.replace(":", "");
  is(stamp.slice(9, 13), first, `the hour in the calendar, in ${anchor}`);

  // What Arjun said of the third date stands.
  const answer = (page, moment, word) => page.locator("main li, main .body").filter({ has: page.locator(`time[datetime^="${moment.slice(0, 16)}"]`) }).last().getByRole("button", { name: new RegExp(`${word}$`) });
  const third = moments.find((moment) => moment.startsWith(off));
  is(await answer(inGroup.get(arjun), third, "I cannot").getAttribute("aria-pressed"), "true", "what was said of the third date");

  // Caleb, who is not signed in, answers by the link of the letter. To open it says nothing.
  const [caleb] = OTHERS.slice(5);
  await lead.goto(dates);
  const count = () => lead.getByText(/ha(s|ve) not said\./).first().textContent();
  const before = await count();
  const answerLink = requests(caleb)[0].text.match(/http:\/\/\S+?\/answers\/[^\s"<]+says=yes/)[0];
  const letter = await visitor({ timezoneId: caleb.zone });
  await letter.goto(answerLink);
  await heading(letter, GROUP);
  await letter.getByText("Not said yet").first().waitFor();
  is(await letter.getByRole("radio", { name: "I come" }).isChecked(), true, "the answer of the link");
  await assertAccessible(letter);
  await lead.reload();
  is(await count(), before, "the count after a link was opened");
  await letter.getByRole("button", { name: "Record this answer" }).click();
  await letter.getByText("Recorded: you come to the meetings that are to come.").waitFor();
  await letter.getByText("You come", { exact: true }).first().waitFor();
  await lead.reload();
  if (await count() === before) throw new Error(`the answer by link does not count: ${before}`);

  // Beatriz moves the third date to the next day.
  const place = await lead.locator("main li").filter({ has: lead.locator(`time[datetime^="${moments[2].slice(0, 16)}"]`) }).getByRole("link").first();
  await place.click();
  await lead.getByRole("heading", { name: "Another time" }).waitFor();
  await assertAccessible(lead);
  const day = await lead.getByLabel("Day", { exact: true }).inputValue();
  const next = new Date(`${day}T12:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  await lead.getByLabel("Day", { exact: true }).fill(next.toISOString().slice(0, 10));
  await lead.getByRole("button", { name: "Move this meeting" }).click();
  await said(lead, "Everyone’s calendar is told.");
  await lead.getByText("Moved. It was to be on").first().waitFor();
  for (const one of EVERYONE) is(requests(one).length, 1, `messages to ${one.name} before the morning`);

  // In the morning each calendar is told of that date alone.
  await pass(1);
  await everyoneHas(2);
  for (const one of EVERYONE) {
    is(requests(one).length, 2, `messages to ${one.name}`);
    const moved = requests(one).find((letter) => letter.subject.includes("moves to"));
    is(values(moved.calendar, "RECURRENCE-ID").length, 1, `dates in the message to ${one.name}`);
    is(values(moved.calendar, "UID").join(), [...new Set(values(requests(one)[0].calendar, "UID"))].join(), "the series of the date");
    is(values(moved.calendar, "ATTENDEE").join(), `mailto:${one.email}`, "who is told");
  }
  // It is moved by a day on everyone’s page, too.
  const later = new Date(moments[2]);
  later.setUTCDate(later.getUTCDate() + 1);
  const seen = await asShown(signe);
  if (!seen.some((moment) => Math.abs(new Date(moment) - later) <= 3_600_000)) throw new Error(`no date on ${later.toISOString()}: ${seen}`);
}
