export const name = "an operator signs in by the letter's link, and by keyboard alone";

export default async ({ page, address, operatorLink, mailTo, assertAccessible }) => {
  await page.goto(`${address}/`);
  await assertAccessible();
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await assertAccessible();
  await page.getByLabel("Your e-mail address").fill("agnes@example.org");
  await page.getByRole("button", { name: "Send me a link" }).click();
  await page.getByRole("heading", { name: "Look into your mail" }).waitFor();
  await assertAccessible();
  let letters = [];
  for (let tries = 0; tries < 100 && letters.length === 0; tries += 1) {
    await page.waitForTimeout(100);
    letters = mailTo("agnes@example.org");
  }
  if (letters.length !== 1) throw new Error(`${letters.length} letters came`);

  // By keyboard alone: the link's page has its button focused.
  await page.goto(operatorLink());
  await assertAccessible();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /Agnes/ }).waitFor();
  await assertAccessible();

  await page.goto(`${address}/c/long-table/settings`);
  await assertAccessible();
  await page.getByLabel("What it is").fill("Leaders of craft businesses who tell each other the truth.");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved.").waitFor();
  await page.goto(`${address}/you`);
  await assertAccessible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
};
