import form from "../forming.mjs";
import { keyboard } from "../hands.mjs";

export const name = "from a roster file to people at a table, by keyboard alone";

export default (town) => form(town, keyboard);
