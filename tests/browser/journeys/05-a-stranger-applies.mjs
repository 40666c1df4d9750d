export const name = "a stranger applies, is taken in, and asks for a seat";

export default async ({ page, visitor, operatorLink, linkTo, assertAccessible }) => {
  await page.goto(operatorLink());
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.goto("/c/long-table/settings");
  await page.getByLabel("What it is", { exact: false }).first().fill("Leaders of craft businesses who tell each other the truth.");
  await page.getByRole("radio", { name: "By application" }).check();
  await page.getByRole("radio", { name: "Madder" }).check();
  await assertAccessible();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved.").waitFor();
  await page.goto("/c/long-table/applications");
  await assertAccessible();

  const florian = await visitor();
  await florian.goto("/c/long-table");
  await assertAccessible(florian);
  await florian.getByRole("link", { name: "Apply" }).click();
  await assertAccessible(florian);
  await florian.getByLabel("Your name").fill("Florian Abendroth");
  await florian.getByLabel("Your e-mail address").fill("florian@example.org");
  await florian.getByLabel("Your clock").fill("Europe/Viena");
  await florian.getByLabel("What brings you").fill("I took over a brewery and have nobody to ask.");
  await florian.getByRole("checkbox").check();
  await florian.getByRole("button", { name: "Apply" }).click();
  await florian.getByText("Did you mean Europe/Vienna?").waitFor();
  await assertAccessible(florian);
  await florian.getByLabel("Your clock").fill("Europe/Vienna");
  await florian.getByRole("button", { name: "Apply" }).click();
  await florian.getByRole("heading", { name: "Look into your mail" }).waitFor();
  await assertAccessible(florian);
  await florian.goto(await linkTo("florian@example.org", "Confirm your address for Long Table"));
  await assertAccessible(florian);
  await florian.getByRole("button", { name: "Yes, this is my address" }).click();
  await florian.getByRole("heading", { name: "Your application has arrived" }).waitFor();
  await assertAccessible(florian);

  await page.getByRole("link", { name: "Today" }).click();
  await page.getByRole("link", { name: "One person has applied" }).click();
  await page.getByText("I took over a brewery and have nobody to ask.").waitFor();
  await assertAccessible();
  await page.getByRole("button", { name: "Take Florian Abendroth in" }).click();
  await page.getByRole("status").getByText("Florian Abendroth is a member now").waitFor();
  await page.goto("/c/long-table/groups/new");
  await page.getByLabel("Others, by e-mail address").fill("mara@example.org");
  await page.getByRole("button", { name: "Found it and invite everyone" }).click();
  await page.getByText("These are not in the roster yet.").waitFor();
  await page.getByRole("button", { name: "Found it and invite everyone" }).click();
  await page.getByRole("status").getByText("is founded.").waitFor();

  await florian.goto(await linkTo("florian@example.org", "You are a member of Long Table"));
  await florian.getByLabel("Your e-mail address").fill("florian@example.org");
  await florian.getByRole("button", { name: "Send me a link" }).click();
  await florian.goto(await linkTo("florian@example.org", "Your link to sign in"));
  await florian.getByRole("button", { name: "Sign in" }).click();
  await florian.getByRole("heading", { level: 1, name: "Groups" }).waitFor();
  await assertAccessible(florian);
  await florian.getByRole("link", { name: "Today" }).click();
  await florian.getByText("One thing waits for you").waitFor();
  await florian.getByRole("heading", { name: "Your hours" }).waitFor();
  await assertAccessible(florian);
  await florian.getByRole("link", { name: "Groups" }).click();
  await florian.getByRole("link", { name: "Ask for a seat" }).click();
  await assertAccessible(florian);
  await florian.getByLabel("Why this group").fill("I would bring the beer.");
  await florian.getByRole("button", { name: "Ask for the seat" }).click();
  await florian.getByText("You get a letter when it is decided.").first().waitFor();

  await page.goto("/c/long-table/groups/seats");
  await page.getByText("I would bring the beer.").waitFor();
  await assertAccessible();
  await page.getByRole("button", { name: "Give Florian Abendroth the seat" }).click();
  await page.getByRole("status").getByText("Seated, and told by letter.").waitFor();
  await florian.goto("/today");
  await florian.getByRole("heading", { name: "Your group" }).waitFor();

  // What there is not, or not for them, looks the same.
  for (const address of ["/nowhere", "/c/long-table/roster", "/invitations/old", "/sign-in/old", "/applications/old"]) {
    await florian.goto(address);
    await florian.getByRole("heading", { level: 1 }).waitFor();
    await assertAccessible(florian);
  }
};
