export const name = "a member moves from invitation to seat to home without script";

export default async ({ page, visitor, operatorLink, linkTo, assertAccessible, assertNarrow }) => {
  await page.goto(operatorLink());
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.goto("/c/long-table/groups/new");
  await assertAccessible();
  await page.getByLabel("Name", { exact: true }).fill("Kittiwake");
  await page.getByLabel("What it is for").fill("We help each other hand over the reins.");
  await page.getByLabel("Others, by e-mail address").fill("mara@example.org\ntove@example.org");
  await page.getByRole("button", { name: "Found it and invite everyone" }).click();
  await page.getByText("These are not in the roster yet.").waitFor();
  await assertAccessible();
  await page.getByLabel("The name of mara@example.org").fill("Mara Vellacourt");
  await page.getByRole("button", { name: "Found it and invite everyone" }).click();
  await page.getByRole("status").getByText("Kittiwake is founded.").waitFor();
  await assertAccessible();
  await page.getByRole("link", { name: "Kittiwake" }).click();
  await page.getByRole("heading", { level: 1, name: "Kittiwake" }).waitFor();
  await assertAccessible();

  const mara = await visitor({ javaScriptEnabled: false });
  await mara.goto(await linkTo("mara@example.org", "A seat for you in Kittiwake"));
  await assertNarrow(mara);
  await mara.getByText("No, thank you").click();
  await mara.getByLabel("Keep me on the waiting list").waitFor();
  await mara.getByLabel("A hello to the others").fill("I run a boatyard, and it runs me.");
  await mara.getByRole("button", { name: "Take the seat" }).click();
  await mara.getByText("You have a seat in this group.").waitFor();
  await mara.getByRole("button", { name: "Send me a link to sign in" }).click();
  await mara.getByRole("heading", { name: "Look into your mail" }).waitFor();
  await mara.goto(await linkTo("mara@example.org", "Your link to sign in"));
  await mara.getByRole("button", { name: "Sign in" }).click();
  await mara.getByText("I run a boatyard, and it runs me.").first().waitFor();
  await assertNarrow(mara);

  await mara.getByRole("link", { name: "Write it differently" }).click();
  await assertNarrow(mara);
  await mara.getByLabel("The purpose").fill("We help each other hand over the reins without letting go of the work.");
  await mara.getByRole("button", { name: "Put it to the group" }).click();
  await mara.getByRole("status").getByText("The group is asked to agree").waitFor();
  await mara.getByText("One of one agreed.").waitFor();
  await mara.getByRole("link", { name: "Leave the group" }).click();
  await mara.getByRole("heading", { name: "Leave Kittiwake" }).waitFor();
  await assertNarrow(mara);
  await mara.getByRole("link", { name: "Keep my seat" }).click();
  await mara.getByRole("heading", { name: "At the table" }).waitFor();
  await mara.getByRole("link", { name: "Today" }).click();
  await mara.getByRole("link", { name: "Kittiwake" }).waitFor();
  await assertNarrow(mara);

  // Who declines says why to the operator alone, and the operator finds it beside the free seat.
  const tove = await visitor({ javaScriptEnabled: false });
  await tove.goto(await linkTo("tove@example.org", "A seat for you in Kittiwake"));
  await tove.getByText("No, thank you").click();
  await tove.getByLabel("Why not?").fill("My year is full.");
  await tove.getByRole("button", { name: "Decline the seat" }).click();
  await tove.getByText("You declined this seat.").waitFor();
  await assertNarrow(tove);
  await page.goto("/c/long-table/groups/seats");
  await page.getByText("My year is full.").waitFor();
  await assertAccessible();
  await page.goto("/you/letters");
  await assertAccessible();

  // Which letters come is chosen without script too.
  await mara.goto("/you");
  await assertNarrow(mara);
  await mara.getByRole("link", { name: "Choose which letters you get" }).click();
  await mara.getByLabel("What changed").uncheck();
  await mara.getByRole("button", { name: "Save" }).click();
  await mara.getByText("Your letters follow this from now on.").waitFor();
  if (await mara.getByLabel("What changed").isChecked()) throw new Error("what was switched off is still ticked");
  await assertNarrow(mara);
  await mara.goto("/you");
  await mara.getByRole("button", { name: "Sign out" }).click();
  await mara.getByRole("heading", { name: "Sign in" }).waitFor();
};
