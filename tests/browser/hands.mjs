// Two ways to use a page. Both find things as a person does: by role and name, or by label.
import { readFileSync } from "node:fs";

const named = (page, role, name) => page.getByRole(role, { name, exact: typeof name === "string" }).first();

export const pointer = (page) => ({
  press: (role, name) => named(page, role, name).click(),
  write: (label, text) => page.getByLabel(label).fill(text),
  choose: (label, option) => page.getByLabel(label, { exact: true }).selectOption({ label: option }),
  upload: (label, file) => page.getByLabel(label).setInputFiles(file),
  // Lets a person go over a group: what it would cost is weighed, nothing is done.
  carry: async (person, group) => {
    const row = page.locator(`[data-name="${person}"] .name`);
    await row.scrollIntoViewIfNeeded();
    const at = await row.boundingBox();
    await page.mouse.move(at.x + 8, at.y + 8);
    await page.mouse.down();
    await page.mouse.move(at.x + 24, at.y + 24, { steps: 4 });
    const place = await page.locator(".reach li").filter({ hasText: group }).boundingBox();
    await page.mouse.move(place.x + 40, place.y + 12, { steps: 4 });
    await page.mouse.up();
  },
});

// Nothing but keys. What is reached must be seen to be reached.
export function keyboard(page) {
  const reach = async (wanted) => {
    await wanted.waitFor();
    const name = await wanted.evaluate((element) => element.outerHTML.slice(0, 120));
    for (let tabs = 0; tabs < 400; tabs += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return seen(wanted, name);
      await page.keyboard.press("Tab");
    }
    throw new Error(`no way by keyboard to ${name}`);
  };
  // The focus shows, and nothing that stays in place lies over it.
  const seen = async (wanted, name) => {
    const state = await wanted.evaluate((element) => {
      const shown = element.matches("[type=radio], [type=checkbox]") ? element.closest("label") ?? element : element;
      const box = shown.getBoundingClientRect();
      const at = document.elementFromPoint(box.left + box.width / 2, Math.min(box.top + box.height / 2, innerHeight - 1));
      const style = getComputedStyle(element);
      return { covered: !(at && (shown.contains(at) || at.contains(shown))), outline: style.outlineStyle !== "none" && style.outlineWidth !== "0px" };
    });
    if (state.covered) throw new Error(`the focus is hidden at ${name}`);
    if (!state.outline) throw new Error(`the focus does not show at ${name}`);
  };
  const press = async (role, name) => {
    await reach(named(page, role, name));
    await page.keyboard.press(role === "checkbox" || role === "radio" ? "Space" : "Enter");
  };
  return {
    press,
    write: async (label, text) => {
      await reach(page.getByLabel(label));
      await page.keyboard.press("Control+a");
      await page.keyboard.insertText(text);
    },
    choose: async (label, option) => {
      const select = page.getByLabel(label, { exact: true });
      await reach(select);
      const [from, to] = await select.evaluate((element, option) => [element.selectedIndex, [...element.options].findIndex((one) => one.label === option)], option);
      if (to < 0) throw new Error(`no ${option} in ${label}`);
      for (let step = from; step !== to; step += Math.sign(to - from)) await page.keyboard.press(to > from ? "ArrowDown" : "ArrowUp");
    },
    upload: async (label, file) => {
      await reach(page.getByLabel(label));
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
      await chooser.setFiles(file);
    },
    carry: async (person, group) => {
      await press("link", `Move ${person}`);
      await press("link", `See what it costs: ${group}`);
    },
  };
}

export const roster = new URL("roster.csv", import.meta.url).pathname;
// The people of the roster whose lines are good.
export const people = readFileSync(roster, "utf8").trim().split("\n").slice(1).map((line) => line.split(","))
  .map(([name, email]) => ({ name, email })).filter(({ name }) => !["June Abernethy", "Otto Wendelmark"].includes(name));
