// From a roster file to people at a table, as it is walked by pointer and by keyboard.
import { people, roster } from "./hands.mjs";

const is = (one, other, what) => { if (one !== other) throw new Error(`${what}: ${one}, not ${other}`); };

export default async function form({ page, visitor, operatorLink, linkTo, assertAccessible }, handsOf) {
  const { press, write, choose, upload, carry } = handsOf(page);
  const heading = (name) => page.getByRole("heading", { level: 1, name }).waitFor();

  await page.goto(operatorLink());
  await press("button", "Sign in");
  await heading(/Agnes/);

  // A file with two lines that are wrong.
  await press("link", "Roster");
  await heading("Roster");
  await assertAccessible();
  await press("link", "Import a list");
  await heading("Import a list");
  await assertAccessible();
  await upload("A list of people", roster);
  await press("button", "Look at it");
  await heading("13 lines are good, two are not");
  await page.getByText("Line 7", { exact: true }).waitFor();
  await page.getByText("Did you mean America/Chicago?").waitFor();
  await page.getByText("This is not an e-mail address.").waitFor();
  await assertAccessible();
  await press("button", "Import 13 people");
  await heading("13 people are imported");
  await assertAccessible();
  await press("link", "Open the roster");
  await page.getByRole("link", { name: "Mara Vellacourt" }).waitFor();
  await assertAccessible();

  // A round.
  await press("link", "Formation");
  await heading("Formation");
  await assertAccessible();
  await press("link", "Begin a round");
  await heading("Begin a round");
  await write("Name of the round", "Autumn round");
  await choose("Smallest size", "6");
  await choose("Largest size", "8");
  await choose("Interests", "something in common");
  await assertAccessible();
  await press("button", "Form groups");
  await page.locator("article.group").first().waitFor();
  await page.getByText("13 people have a place in two groups.").waitFor();
  await assertAccessible();

  // The cost of a move is seen before it is made, and one can leave it.
  const groups = await page.locator("article.group h2").allTextContents();
  const article = (group) => page.locator("article.group").filter({ has: page.getByRole("heading", { name: group }) });
  const table = (group) => article(group).locator(".people .name").allTextContents();
  const sizes = [await table(groups[0]), await table(groups[1])].map((people) => people.length);
  const [from, to] = sizes[0] > sizes[1] ? groups : groups.toReversed();
  const before = await table(from);
  const who = before[0];
  const weigh = async () => {
    await carry(who, to);
    await page.getByRole("heading", { name: `${who} into ${to}` }).waitFor();
    await page.getByText("Not made yet.").waitFor();
  };
  await weigh();
  await assertAccessible();
  await page.getByRole("row", { name: "size 6 7" }).waitFor();
  await page.getByRole("row", { name: "size 7 6" }).waitFor();
  await press("link", "Leave everything as it is");
  await page.locator("article.group").first().waitFor();
  is((await table(from)).join(), before.join(), `${from} after leaving it`);
  await weigh();
  await press("button", /^Make the move/);
  await page.getByRole("status").getByText(`${who} is now in ${to}.`).waitFor();
  is((await table(to)).includes(who), true, `${who} in ${to}`);
  await assertAccessible();

  // What is locked stays when groups are formed again.
  await press("button", `Lock ${to}`);
  await page.getByText("Locked: stays as it is").waitFor();
  const kept = (await table(to)).sort().join();
  await write("Seed", "7");
  await press("button", "Form again");
  await page.waitForURL(/proposals\/2/);
  await page.locator("article.group").first().waitFor();
  is((await table(to)).sort().join(), kept, `${to}, locked, formed again`);
  await press("link", "Compare");
  await heading("Two proposals");
  await page.getByRole("columnheader", { name: "Proposal 2" }).waitFor();
  await assertAccessible();
  await press("link", "Proposal 2");
  await page.locator("article.group").first().waitFor();

  // Publishing asks once more, and says who is told.
  await press("button", "Publish the round");
  await page.getByRole("dialog").getByText("13 people receive an invitation").waitFor();
  await assertAccessible();
  await press("button", "Not yet");
  await press("button", "Publish the round");
  await press("button", "Publish, and send 13 letters");
  await page.getByText("Formation, published.").waitFor();
  await page.getByRole("link", { name: "Answers and free seats" }).waitFor();
  await assertAccessible();

  // Two of those who are asked take their seats and see each other's hello.
  const seated = await table(to);
  const [first, second] = people.filter(({ name }) => seated.includes(name));
  await accept(first, "I build boats, and would like to stop one day.");
  const home = await accept(second, "I run ferries, and I listen better than I look.");
  await home.getByText("I build boats, and would like to stop one day.").waitFor();
  await home.getByText("I run ferries, and I listen better than I look.").first().waitFor();
  await home.getByText("Two people at the table").waitFor();
  await assertAccessible(home);

  async function accept({ name, email }, hello) {
    const theirs = await visitor();
    const hands = handsOf(theirs);
    await theirs.goto(await linkTo(email, "A seat for you in"));
    await theirs.getByRole("heading", { name: "Who else is asked" }).waitFor();
    await assertAccessible(theirs);
    await hands.write("A hello to the others, if you like", hello);
    await hands.press("button", "Take the seat");
    await theirs.getByText("You have a seat in this group.").waitFor();
    await assertAccessible(theirs);
    await hands.press("button", "Send me a link to sign in");
    await theirs.getByRole("heading", { name: "Look into your mail" }).waitFor();
    await theirs.goto(await linkTo(email, "Your link to sign in"));
    await hands.press("button", "Sign in");
    await theirs.getByRole("heading", { name: "At the table" }).waitFor();
    await theirs.getByText(name).first().waitFor();
    return theirs;
  }
}
