// The week of a member as a grid beside the same hours as rules: `form[data-week]`. The rules are what is sent; the
// grid writes them and reads them. Without this script the rules alone do the work.

const DAY = 1440;
const OPEN = [6 * 60, 22 * 60];
const HOLD = 350;
const form = document.querySelector("form[data-week]");

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const clock = (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

// A time as people write it, in minutes; the rest is told by the server.
function time(text) {
  const parts = text.trim().match(/^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?$/i);
  if (!parts) return null;
  let hour = Number(parts[1]);
  const minute = Number(parts[2] ?? 0);
  if (parts[3]) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (parts[3].toLowerCase() === "pm" ? 12 : 0);
  }
  return minute < 60 && hour * 60 + minute <= DAY ? hour * 60 + minute : null;
}

if (form) begin();

function begin() {
  const grid = form.querySelector("#grid");
  const table = form.querySelector(".week");
  const list = form.querySelector(".rules");
  const button = (name) => form.querySelector(`[data-do="${name}"]`);
  const blank = list.querySelector(".blank").cloneNode(true);
  blank.removeAttribute("class");
  const days = [...blank.querySelectorAll("[name=day]")].map((box) => ({ value: box.value, name: box.getAttribute("aria-label"), short: box.nextElementSibling.textContent }));
  const levels = [form.dataset.clear, form.dataset.acceptable, form.dataset.preferred];

  // The hours of the week by the minute: 2 preferred, 1 acceptable, 0 neither.
  const week = new Uint8Array(7 * DAY);
  let step = 30;
  let isWhole = false;
  let rows = [];
  let active = { day: 0, row: 0 };
  let anchor = null;
  let drag = null;
  const undone = [];

  // Rules.

  function readRules() {
    week.fill(0);
    for (const rule of list.children) {
      const [from, end] = ["from", "to"].map((name) => time(rule.querySelector(`[name=${name}]`).value));
      if (from === null || end === null) continue;
      const to = end === 0 ? DAY : end;
      const length = to > from ? to - from : DAY - from + to;
      // A night may last twelve hours; what is longer is a slip that the server explains.
      if (to === from || (to < from && length > DAY / 2)) continue;
      const level = rule.querySelector("select").value === "preferred" ? 2 : 1;
      rule.querySelectorAll("[name=day]").forEach((box, day) => {
        for (let at = 0; box.checked && at < length; at += 1) {
          const minute = (day * DAY + from + at) % week.length;
          week[minute] = Math.max(week[minute], level);
        }
      });
    }
  }

  // Stretches of one day and level; those that are alike on several days are one rule.
  function rulesOf() {
    const rules = new Map();
    for (let day = 0; day < 7; day += 1) {
      for (let from = 0, to; from < DAY; from = to) {
        const level = week[day * DAY + from];
        for (to = from + 1; to < DAY && week[day * DAY + to] === level; to += 1);
        if (!level) continue;
        const key = `${level} ${from} ${to}`;
        const rule = rules.get(key) ?? { level, from, to, days: 0 };
        rule.days |= 64 >> day;
        rules.set(key, rule);
      }
    }
    return [...rules.values()].sort((a, b) => b.level - a.level || b.days - a.days || a.from - b.from);
  }

  function addRule(rule) {
    const item = blank.cloneNode(true);
    const number = list.children.length + 1;
    item.querySelector("legend").textContent = item.querySelector("legend").textContent.replace(/\d+/, number);
    const select = item.querySelector("select");
    select.setAttribute("aria-label", select.getAttribute("aria-label").replace(/\d+/, number));
    item.querySelector("[data-do=remove]").hidden = false;
    if (rule) {
      item.querySelectorAll("[name=day]").forEach((box, day) => { box.checked = Boolean(rule.days & (64 >> day)); });
      item.querySelector("[name=from]").value = clock(rule.from);
      item.querySelector("[name=to]").value = clock(rule.to);
      select.value = rule.level === 2 ? "preferred" : "acceptable";
    }
    list.append(item);
    return item;
  }

  function writeRules() {
    list.replaceChildren();
    const rules = rulesOf();
    rules.forEach(addRule);
    if (rules.length === 0) addRule();
  }

  // The grid.

  function build() {
    const head = document.createElement("thead");
    head.append(row(["", ...days.map((day) => day.short)].map((short, at) => header("columnheader", "col", short, days[at - 1]?.name))));
    const body = document.createElement("tbody");
    rows = [];
    for (let minute = 0; minute < DAY; minute += step) {
      const cells = days.map(() => {
        const cell = document.createElement("td");
        cell.setAttribute("role", "gridcell");
        cell.tabIndex = -1;
        return cell;
      });
      const line = row([header("rowheader", "row", minute % 60 ? "" : clock(minute), clock(minute)), ...cells]);
      line.classList.toggle("hour", minute % 60 === 0);
      body.append(line);
      rows.push({ minute, line, cells });
    }
    table.replaceChildren(head, body);
  }

  function row(cells) {
    const line = document.createElement("tr");
    line.setAttribute("role", "row");
    line.append(...cells);
    return line;
  }

  function header(role, scope, shown, name) {
    const cell = document.createElement("th");
    cell.setAttribute("role", role);
    cell.scope = scope;
    const text = document.createElement("span");
    text.textContent = shown;
    text.setAttribute("aria-hidden", "true");
    const said = document.createElement("span");
    said.className = "hidden";
    said.textContent = name ?? "";
    cell.append(text, said);
    return cell;
  }

  // What lies within the usual hours or has a mark is shown.
  function show() {
    const marked = [...week.keys()].filter((minute) => week[minute]).map((minute) => minute % DAY);
    const [from, to] = isWhole ? [0, DAY] : [Math.min(OPEN[0], ...reduced(marked, Math.min)), Math.max(OPEN[1], ...reduced(marked, Math.max).map((minute) => minute + 1))];
    for (const { minute, line } of rows) line.hidden = minute + step <= from || minute >= to;
    rows.forEach(({ line }, at) => { line.classList.toggle("first", at === first()); line.classList.toggle("last", at === last()); });
    active.row = Math.min(Math.max(active.row, first()), last());
  }
  const reduced = (minutes, by) => minutes.length ? [minutes.reduce((a, b) => by(a, b))] : [];
  const first = () => rows.findIndex(({ line }) => !line.hidden);
  const last = () => rows.findLastIndex(({ line }) => !line.hidden);

  const level = (day, at) => week.subarray(day * DAY + rows[at].minute, day * DAY + rows[at].minute + step).reduce((a, b) => Math.min(a, b));

  function paint() {
    const chosen = drag?.to ? rectangle(drag.from, drag.to) : anchor ? rectangle(anchor, active) : null;
    rows.forEach(({ minute, cells }, at) => cells.forEach((cell, day) => {
      const isChosen = chosen !== null && within(chosen, day, at);
      const shown = drag?.to && isChosen ? drag.level : level(day, at);
      set(cell, "data-level", shown);
      set(cell, "aria-selected", Boolean(anchor) && isChosen);
      set(cell, "aria-label", `${days[day].name} ${clock(minute)}–${clock(minute + step)}, ${levels[shown].toLowerCase()}`);
      set(cell, "tabindex", day === active.day && at === active.row ? 0 : -1);
    }));
    button("copy").textContent = fill(form.dataset.copy, { day: days[active.day].name });
    button("undo").disabled = undone.length === 0;
  }
  const set = (cell, name, value) => { if (cell.getAttribute(name) !== String(value)) cell.setAttribute(name, value); };

  const rectangle = (a, b) => ({ left: Math.min(a.day, b.day), right: Math.max(a.day, b.day), top: Math.min(a.row, b.row), bottom: Math.max(a.row, b.row) });
  const within = ({ left, right, top, bottom }, day, at) => day >= left && day <= right && at >= top && at <= bottom;

  function inWords({ left, right, top, bottom }, name) {
    const range = left === right ? days[left].name : fill(form.dataset.days, { first: days[left].name, last: days[right].name });
    return fill(form.dataset.range, { days: range, from: clock(rows[top].minute), to: clock(rows[bottom].minute + step), level: name.toLowerCase() });
  }

  // Ranges are said, not cells, and only the last of several at once.
  let saying = 0;
  function say(words) {
    clearTimeout(saying);
    saying = setTimeout(() => { form.querySelector("#week-said").textContent = words; }, 250);
  }

  function isUnsaved(now) {
    form.toggleAttribute("data-unsaved-now", now);
    form.querySelector("#unsaved").textContent = now ? form.dataset.unsaved : "";
  }

  // Everything that changes the week passes here, so that it can be undone.
  function change(how) {
    const before = week.slice();
    how();
    if (before.every((was, minute) => was === week[minute])) return paint();
    undone.push(before);
    if (undone.length > 100) undone.shift();
    isUnsaved(true);
    show();
    paint();
  }

  function mark(chosen, to) {
    change(() => {
      for (let day = chosen.left; day <= chosen.right; day += 1) week.fill(to, day * DAY + rows[chosen.top].minute, day * DAY + rows[chosen.bottom].minute + step);
      writeRules();
    });
    say(inWords(chosen, levels[to]));
  }

  function undo() {
    const before = undone.pop();
    if (!before) return;
    week.set(before);
    writeRules();
    isUnsaved(true);
    show();
    paint();
    say(form.dataset.undone);
  }

  // Keyboard.

  function go(day, at, extends_) {
    if (extends_) anchor ??= { ...active };
    else anchor = null;
    active = { day: Math.min(Math.max(day, 0), 6), row: Math.min(Math.max(at, first()), last()) };
    paint();
    rows[active.row].cells[active.day].focus();
    if (anchor) say(inWords(rectangle(anchor, active), levels[level(active.day, active.row)]));
  }

  table.addEventListener("keydown", (event) => {
    const { day, row: at } = active;
    const chosen = rectangle(anchor ?? active, active);
    const whole = event.ctrlKey || event.metaKey;
    const page = 240 / step;
    const keys = {
      ArrowLeft: () => go(day - 1, at, event.shiftKey),
      ArrowRight: () => go(day + 1, at, event.shiftKey),
      ArrowUp: () => go(day, at - 1, event.shiftKey),
      ArrowDown: () => go(day, at + 1, event.shiftKey),
      PageUp: () => go(day, at - page, event.shiftKey),
      PageDown: () => go(day, at + page, event.shiftKey),
      Home: () => go(0, whole ? first() : at, event.shiftKey),
      End: () => go(6, whole ? last() : at, event.shiftKey),
      Escape: () => (drag ? stop() : go(day, at, false)),
      " ": () => mark(chosen, [2, 0, 1][level(day, at)]),
    };
    const own = whole && { a: () => { anchor = { day: 0, row: first() }; go(6, last(), true); }, z: undo, Home: keys.Home, End: keys.End };
    const mark_ = !whole && /^[012]$/.test(event.key) && (() => mark(chosen, Number(event.key)));
    const act = mark_ || (whole ? own[event.key] : keys[event.key]);
    if (!act || event.altKey) return;
    event.preventDefault();
    act();
  });
  table.addEventListener("focusin", (event) => {
    const at = place(event.target);
    if (at && (at.day !== active.day || at.row !== active.row) && !drag) { active = at; anchor = null; paint(); }
  });

  // Pointer. On a touch screen a finger that stays begins to paint, one that moves scrolls, one that taps marks a cell.

  const place = (element) => {
    const cell = element?.closest?.("td");
    const at = cell ? rows.findIndex(({ cells }) => cells.includes(cell)) : -1;
    return at < 0 ? null : { row: at, day: rows[at].cells.indexOf(cell) };
  };
  const brush = () => Number(form.querySelector("[name=brush]:checked").value);

  function start(pointer, from) {
    drag = { pointer, from, to: from, level: brush() };
    anchor = null;
    active = { ...from };
    table.dataset.painting = "";
    rows[from.row].cells[from.day].focus({ preventScroll: true });
    paint();
  }

  function stop() {
    clearTimeout(drag?.hold);
    drag = null;
    delete table.dataset.painting;
    paint();
  }

  table.addEventListener("pointerdown", (event) => {
    const from = place(event.target);
    if (!from || event.button !== 0 || drag) return;
    if (event.pointerType !== "touch") {
      event.preventDefault();
      start(event.pointerId, from);
      return;
    }
    const hold = setTimeout(() => { navigator.vibrate?.(10); start(event.pointerId, from); }, HOLD);
    drag = { pointer: event.pointerId, from, hold, x: event.clientX, y: event.clientY };
  });
  addEventListener("pointermove", (event) => {
    if (drag?.pointer !== event.pointerId) return;
    if (!drag.to) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 8) stop();
      return;
    }
    const to = place(document.elementFromPoint(event.clientX, event.clientY));
    if (!to || (to.day === drag.to.day && to.row === drag.to.row)) return;
    drag.to = to;
    paint();
  });
  addEventListener("pointerup", (event) => {
    if (drag?.pointer !== event.pointerId) return;
    const { from, to = from } = drag;
    const isOne = from.day === to.day && from.row === to.row;
    stop();
    active = { ...to };
    mark(rectangle(from, to), isOne && level(from.day, from.row) === brush() ? 0 : brush());
  });
  addEventListener("pointercancel", (event) => { if (drag?.pointer === event.pointerId) stop(); });
  addEventListener("keydown", (event) => { if (event.key === "Escape" && drag) stop(); });
  table.addEventListener("touchmove", (event) => { if (drag?.to) event.preventDefault(); }, { passive: false });
  table.addEventListener("contextmenu", (event) => { if (drag) event.preventDefault(); });

  // Buttons.

  function toggle(name, isOn) {
    button(name).setAttribute("aria-pressed", isOn);
  }
  const acts = {
    more() {
      isWhole = !isWhole;
      toggle("more", isWhole);
      show();
      paint();
      say(fill(form.dataset.shown, { from: clock(rows[first()].minute), to: clock(rows[last()].minute + step) }));
    },
    quarters() {
      const minute = rows[active.row].minute;
      step = step === 30 ? 15 : 30;
      toggle("quarters", step === 15);
      anchor = null;
      build();
      active.row = Math.floor(minute / step);
      show();
      paint();
    },
    office() {
      mark({ left: 0, right: 4, top: 540 / step, bottom: 1020 / step - 1 }, 2);
    },
    copy() {
      change(() => {
        const copied = week.slice(active.day * DAY, (active.day + 1) * DAY);
        for (let day = 0; day < 5; day += 1) week.set(copied, day * DAY);
        writeRules();
      });
      say(button("copy").textContent);
    },
    undo,
    add() {
      addRule().querySelector("[name=day]").focus();
    },
    remove(item) {
      const next = item.nextElementSibling ?? item.previousElementSibling;
      change(() => { item.remove(); readRules(); });
      if (list.children.length === 0) addRule();
      (next ?? list.lastElementChild).querySelector("[name=day]").focus();
    },
  };
  form.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-do]");
    if (pressed) acts[pressed.dataset.do](pressed.closest("li"));
  });
  list.addEventListener("input", () => change(readRules));
  list.addEventListener("change", (event) => {
    const minute = event.target.matches("[name=from], [name=to]") ? time(event.target.value) : null;
    if (minute !== null) event.target.value = clock(minute === 0 && event.target.name === "to" ? DAY : minute);
  });

  // What is painted and not saved is not lost unasked.
  addEventListener("beforeunload", (event) => { if (form.hasAttribute("data-unsaved-now") && !form.dataset.sent) event.preventDefault(); });

  form.querySelectorAll("[data-plain]").forEach((part) => { part.hidden = true; });
  form.querySelectorAll("[data-scripted]").forEach((part) => { part.hidden = false; });
  const isWrong = list.querySelector(".wrong") !== null;
  list.querySelectorAll(".blank").forEach((rule) => rule.remove());
  list.querySelectorAll("[data-do=remove]").forEach((part) => { part.hidden = false; });
  if (list.children.length === 0) addRule();
  readRules();
  if (rulesOf().some(({ from, to }) => from % 30 || to % 30)) { step = 15; toggle("quarters", true); }
  build();
  active.row = 540 / step;
  show();
  paint();
  grid.classList.add("ready");
  isUnsaved(isWrong || document.querySelector(".notice.red") !== null);
}

// Where the device is, if its clock is another one than the member's.

const device = document.querySelector("#device");
if (device) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const year = new Date().getFullYear();
  const shown = (zone) => [0, 2, 3, 6, 9, 10].map((month) => new Date(Date.UTC(year, month, 29)).toLocaleString("en-GB", { timeZone: zone })).join();
  let differs = own && own !== "UTC" && own !== device.dataset.zone;
  try { differs &&= !device.dataset.zone || shown(own) !== shown(device.dataset.zone); } catch { /* the device does not know the place */ }
  const answered = `junto-not-${own}`;
  if (differs && !sessionStorage.getItem(answered)) {
    device.querySelector("b").textContent = own.split("/").pop().replaceAll("_", " ");
    device.querySelector("[name=zone]").value = own;
    device.hidden = false;
  }
  device.querySelector("[data-no]").addEventListener("click", () => {
    sessionStorage.setItem(answered, "yes");
    device.hidden = true;
  });
}

// A calendar that is being read is looked at again, without touching what is being painted.

setInterval(() => {
  if (!document.hidden && !document.querySelector("dialog[open]")) document.querySelector("#calendars[data-reading] form[method=get]")?.requestSubmit();
}, 3_000);
