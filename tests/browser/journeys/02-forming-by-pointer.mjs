import form from "../forming.mjs";
import { pointer } from "../hands.mjs";

export const name = "from a roster file to people at a table, by pointer";

export default (town) => form(town, pointer);
