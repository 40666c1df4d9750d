export const name = "a week is painted by pointer, by keyboard, by touch and by rules, and comes to the same";

const HOURS = "/c/long-table/hours";
const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

export default async ({ page, visitor, operatorLink, assertAccessible, assertNarrow, env, binary, folder, linkTo }) => {
  // Four members, each of whom says the same week in a way of their own.
  await page.goto(operatorLink());
  await page.getByRole("button", { name: "Sign in" }).click();
  const names = ["pointer", "keys", "plain", "finger"];
  for (const who of names) {
    await page.goto("/c/long-table/roster/new");
    await page.getByLabel("Name", { exact: true }).fill(who);
    await page.getByLabel("E-mail").fill(`${who}@example.org`);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("status").getByText("is in the roster").waitFor();
  }
  const enter = async (who, options) => {
    const own = await visitor(options);
    await own.goto("/sign-in");
    await own.getByLabel("Your e-mail address").fill(`${who}@example.org`);
    await own.getByRole("button", { name: "Send me a link" }).click();
    await own.getByRole("heading", { name: "Look into your mail" }).waitFor();
    await own.goto(await linkTo(`${who}@example.org`, "Your link to sign in"));
    await own.getByRole("button", { name: "Sign in" }).click();
    await own.waitForURL("**/today");
    await own.goto(HOURS);
    return own;
  };
  const cell = (of, day, hour) => of.getByRole("gridcell", { name: new RegExp(`^${day} ${hour}–`) });
  const save = async (of) => {
    await of.getByRole("button", { name: "Save my hours" }).click();
    await of.getByText("Saved. Your groups look for their hours").waitFor();
  };
  const middle = async (of, day, hour) => {
    const box = await cell(of, day, hour).boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };

  // By pointer: dragged from one corner to the other.
  const pointer = await enter("pointer", { timezoneId: "Asia/Tokyo" });
  await assertAccessible(pointer);
  await cell(pointer, "Friday", "16:30").scrollIntoViewIfNeeded();
  await pointer.mouse.move(...(await middle(pointer, "Monday", "09:00")));
  await pointer.mouse.down();
  await pointer.mouse.move(...(await middle(pointer, "Wednesday", "12:00")), { steps: 4 });
  await pointer.mouse.move(...(await middle(pointer, "Friday", "16:30")), { steps: 8 });
  await pointer.mouse.up();
  await pointer.locator("#week-said").getByText("Monday to Friday, 09:00 to 17:00, preferred").waitFor();
  await assertAccessible(pointer);
  // Undone and painted again by the button that does the same.
  await pointer.getByRole("button", { name: "Undo" }).click();
  if (await pointer.locator("td[data-level='2']").count()) throw new Error("undo left something");
  await pointer.getByRole("button", { name: "Weekdays 9 to 5" }).click();
  // What is painted outlives a day off that is added meanwhile.
  await pointer.getByLabel("First day", { exact: true }).fill("2030-12-24");
  await pointer.getByRole("button", { name: "Add days off" }).click();
  await pointer.getByText("24 December 2030: no meetings for you.").waitFor();
  if (await pointer.locator("td[data-level='2']").count() !== 80) throw new Error("what was painted is lost");
  await save(pointer);
  // The device is elsewhere, and asks.
  await pointer.getByText("This device keeps the time of Tokyo").waitFor();
  await assertAccessible(pointer);
  await pointer.getByRole("button", { name: "Yes, I live there" }).click();
  await pointer.getByText("You live by the clock of Tokyo, UTC+9").waitFor();
  if (await pointer.getByText("This device keeps").isVisible()) throw new Error("it asks again");

  // By keyboard alone.
  const keys = await enter("keys");
  await keys.getByRole("button", { name: "All 24 hours" }).focus();
  await keys.keyboard.press("Shift+Tab");
  const focused = () => keys.evaluate(() => document.activeElement.getAttribute("aria-label"));
  if (!/^Monday 09:00–09:30, clear$/.test(await focused())) throw new Error(`the grid is entered at ${await focused()}`);
  for (const key of ["Home", "Control+Home", "PageDown"]) await keys.keyboard.press(key);
  if (!(await focused()).startsWith("Monday 10:00")) throw new Error(`not at ten: ${await focused()}`);
  for (const key of ["ArrowUp", "ArrowUp", "Shift+End"]) await keys.keyboard.press(key);
  await keys.keyboard.press("Shift+ArrowLeft");
  await keys.keyboard.press("Shift+ArrowLeft");
  await keys.keyboard.press("Shift+PageDown");
  for (let row = 0; row < 7; row += 1) await keys.keyboard.press("Shift+ArrowDown");
  if (await keys.locator("td[aria-selected='true']").count() !== 80) throw new Error("not all of nine to five is chosen");
  await assertAccessible(keys);
  await keys.keyboard.press("Space");
  await keys.keyboard.press("Space");
  await keys.locator("#week-said").getByText("Monday to Friday, 09:00 to 17:00, acceptable").waitFor();
  await keys.keyboard.press("2");
  await keys.locator("#week-said").getByText("Monday to Friday, 09:00 to 17:00, preferred").waitFor();
  await keys.keyboard.press("Escape");
  if (await keys.locator("td[aria-selected='true']").count()) throw new Error("Escape keeps the choice");
  await keys.keyboard.press("Control+a");
  await keys.keyboard.press("0");
  await keys.keyboard.press("Control+z");
  if (await keys.locator("td[data-level='2']").count() !== 80) throw new Error("not undone");
  await keys.keyboard.press("Escape");
  await save(keys);

  // By rules, without script.
  const plain = await enter("plain", { javaScriptEnabled: false });
  await assertNarrow(plain);
  for (const day of DAYS) await plain.getByLabel(day).first().check();
  await plain.getByLabel("From").first().fill("9 am");
  await plain.getByLabel("to", { exact: true }).first().fill("17");
  await save(plain);
  await plain.goto(`${HOURS}/place?q=portugal`);
  await assertNarrow(plain);
  await plain.getByRole("button", { name: "I live here: Lisbon" }).click();
  await plain.getByText("You live by the clock of Lisbon.").waitFor();
  await assertNarrow(plain);

  // By a finger that stays; one that moves scrolls.
  const finger = await enter("finger", { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  const touch = await finger.context().newCDPSession(finger);
  const send = (type, points) => touch.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  await cell(finger, "Monday", "09:00").evaluate((element) => element.scrollIntoView({ block: "center" }));
  const before = await finger.evaluate(() => scrollY);
  const [x, y] = await middle(finger, "Monday", "09:00");
  await send("touchStart", [[x, y]]);
  for (let step = 1; step <= 6; step += 1) await send("touchMove", [[x, y - 25 * step]]);
  await send("touchEnd", []);
  await finger.waitForFunction((before) => scrollY > before, before);
  if (await finger.locator("td[data-level='2']").count()) throw new Error("scrolling painted");
  // What was flung may go on for a while.
  await finger.reload();
  await cell(finger, "Wednesday", "13:00").evaluate((element) => element.scrollIntoView({ block: "center" }));
  const from = await middle(finger, "Monday", "09:00");
  const to = await middle(finger, "Friday", "16:30");
  const at = await finger.evaluate(() => scrollY);
  await send("touchStart", [from]);
  await finger.locator("table[data-painting]").waitFor();
  for (let step = 1; step <= 6; step += 1) await send("touchMove", [[from[0] + ((to[0] - from[0]) * step) / 6, from[1] + ((to[1] - from[1]) * step) / 6]]);
  await send("touchEnd", []);
  if (await finger.evaluate(() => scrollY) !== at) throw new Error("painting scrolled");
  await save(finger);

  // The same week in each profile, to the letter.
  for (const own of [pointer, keys, plain, finger]) {
    await own.goto("/c/long-table/profile");
    const hours = await own.getByLabel("Hours", { exact: true }).inputValue();
    if (hours !== "Mon-Fri 09:00-17:00") throw new Error(`not the same week: ${hours}`);
  }

  // Zones are found while one writes; a journey and a calendar come and go without leaving the page.
  await keys.goto(`${HOURS}/place`);
  await keys.getByRole("searchbox").pressSequentially("kathm");
  await keys.getByText("Nepal · UTC+5:45").waitFor();
  await assertAccessible(keys);
  await keys.goto(HOURS);
  await keys.getByLabel("Where to").fill("Dubai");
  await keys.getByLabel("First day there").fill("2030-05-03");
  await keys.getByLabel("Last day there").fill("2030-05-01");
  await keys.getByRole("button", { name: "Add the journey" }).click();
  await keys.getByText("This is before the first day.").waitFor();
  await assertAccessible(keys);
  await keys.getByLabel("Last day there").fill("2030-05-20");
  await keys.getByRole("button", { name: "Add the journey" }).click();
  await keys.getByText("Dubai, 3 to 20 May 2030: your hours count").waitFor();
  await keys.getByLabel("Address of your calendar").fill("webcal://keys.invalid/own.ics");
  await keys.getByRole("button", { name: "Add the calendar" }).click();
  await keys.getByText("leads into a private network").waitFor();
  await assertAccessible(keys);
  await keys.getByRole("button", { name: "Remove keys.invalid" }).click();
  await assertAccessible(keys);
  await keys.getByRole("button", { name: "Remove the calendar" }).click();
  await keys.getByText("The calendar is removed.").waitFor();
  await keys.getByRole("button", { name: /^Remove Dubai/ }).click();
  await keys.getByText("The journey is removed.").waitFor();
};
