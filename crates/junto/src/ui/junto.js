// The one script. Every page works without it; it makes them pleasant.
//
// In a template                                      what it does
//   form                                             is sent once, however often its button is pressed
//   form data-partial="ID …"                         is sent without leaving the page; the parts with these ids are
//                                                    taken from the answer. The form must stand in one of them, so
//                                                    that it gets a fresh idempotency key
//   form method=get data-partial data-live           is sent while one writes
//   any id=ID data-refresh="URL" [data-every="5"]    asks again every two (or five) seconds until the answer no
//                                                    longer asks to, then shows the page anew
//   any data-move="URL" data-name in data-group      a person dragged onto a group opens URL?to=GROUP, the page that
//                                                    the Move link opens, which says what the move costs

const parts = (ids) => ids.split(" ").filter(Boolean);
const page = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// Sending once.

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method === "dialog") return;
  if (form.dataset.sent && form.method === "post") {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  setTimeout(() => delete form.dataset.sent, 10_000);
  if (form.dataset.partial !== undefined) {
    event.preventDefault();
    send(form, event.submitter);
  }
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

// Parts of a page.

let reading = null;
let shown = location.pathname + location.search;

async function send(form, submitter) {
  const reads = form.method === "get";
  const data = new FormData(form, submitter);
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
  const address = new URL(submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", location.href);
  if (reads) {
    reading?.abort();
    reading = new AbortController();
    address.search = body;
  }
  try {
    const answer = await fetch(address, reads ? { signal: reading.signal } : { method: "post", body });
    if (!answer.headers.get("content-type")?.startsWith("text/html")) throw new Error("no page");
    show(await page(answer), parts(form.dataset.partial), reads);
    if (reads || answer.redirected) {
      const change = form.dataset.live === undefined && reads ? "pushState" : "replaceState";
      history[change](null, "", answer.url);
      shown = location.pathname + location.search;
    }
  } catch (error) {
    if (error.name === "AbortError") return;
    // Reading can be asked for again; writing is sent once more by the browser, with the same key, so nothing is done twice.
    if (reads) location.assign(address);
    else { delete form.dataset.partial; delete form.dataset.sent; form.requestSubmit(submitter); }
  } finally {
    delete form.dataset.sent;
  }
}

function show(fresh, ids, quietly) {
  const whole = !ids.every((id) => fresh.getElementById(id) && document.getElementById(id));
  const change = () => {
    const place = focused();
    if (whole) document.body.replaceWith(fresh.body);
    else for (const id of new Set([...ids, "toast"])) {
      const part = fresh.getElementById(id);
      if (part) document.getElementById(id)?.replaceWith(part);
    }
    document.title = fresh.title;
    place();
    begin();
  };
  const moves = matchMedia("(prefers-reduced-motion: no-preference)").matches;
  if (!quietly && moves && document.startViewTransition) document.startViewTransition(change);
  else change();
}

// Remembers where the focus is, and finds the place again after a change.
function focused() {
  const was = document.activeElement;
  if (!was || was === document.body) return () => {};
  const [from, to] = was.matches("input, textarea") ? [was.selectionStart, was.selectionEnd] : [null, null];
  const names = ["name", "value", "aria-label", "href"].filter((name) => was.getAttribute(name));
  const like = was.localName + names.map((name) => `[${name}="${CSS.escape(was.getAttribute(name))}"]`).join("");
  const group = was.closest("[id]")?.id;
  return () => {
    const asked = document.querySelector("main [autofocus]");
    const again = document.getElementById(was.id) ?? (names.length ? document.querySelector(like) : null);
    const place = asked ?? again ?? document.getElementById(group) ?? document.getElementById("main");
    if (!place || place === document.activeElement) return;
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus({ preventScroll: !asked });
    if (place === again && from !== null) place.setSelectionRange(from, to);
  };
}
addEventListener("popstate", () => { if (location.pathname + location.search !== shown) location.reload(); });

let writing = 0;
addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-live]")) return;
  clearTimeout(writing);
  writing = setTimeout(() => form.requestSubmit(), 250);
});

// Something under way.

async function refresh(part) {
  if (!part.isConnected) return;
  if (!document.hidden) {
    try {
      const answer = await fetch(part.dataset.refresh, { headers: { accept: "text/html" } });
      if (answer.status >= 500) throw new Error("not now");
      const fresh = answer.redirected ? null : (await page(answer)).getElementById(part.id);
      if (!fresh?.dataset.refresh) return location.reload();
      if (fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
    } catch { /* the next try may find the server again */ }
  }
  wait(part);
}
const wait = (part) => setTimeout(refresh, 1_000 * (Number(part.dataset.every) || 2), part);

// Formation desk: dragging. While someone is carried, all groups of the page are in reach.

let dragged = null;
let reach = null;
const groupAt = (event) => {
  const group = dragged && event.target.closest?.("[data-group]");
  return group && group.dataset.group !== dragged.closest("[data-group]")?.dataset.group ? group : null;
};
const over = (group) => {
  document.querySelectorAll("[data-over]").forEach((other) => delete other.dataset.over);
  if (group) group.dataset.over = "true";
};
function offer() {
  if (!dragged) return;
  reach = document.createElement("ul");
  reach.className = "reach";
  reach.ariaHidden = "true";
  for (const group of document.querySelectorAll("[data-group]")) {
    if (group.contains(dragged)) continue;
    const place = reach.appendChild(document.createElement("li"));
    place.dataset.group = group.dataset.group;
    place.append(group.querySelector(".crest").cloneNode(true), group.querySelector("h2, h3").textContent);
  }
  document.body.append(reach);
  document.body.dataset.dragging = "true";
}
addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-move]") ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.name ?? "");
  setTimeout(offer);
});
addEventListener("dragover", (event) => {
  const group = groupAt(event);
  over(group);
  if (group) event.preventDefault();
});
addEventListener("drop", (event) => {
  const group = groupAt(event);
  if (!group) return;
  event.preventDefault();
  const address = new URL(dragged.dataset.move, location.href);
  address.searchParams.set("to", group.dataset.group);
  location.assign(address);
});
addEventListener("dragend", () => {
  dragged = null;
  reach?.remove();
  delete document.body.dataset.dragging;
  over(null);
});

// Dialogs, where a browser does not know command and commandfor.

if (!("command" in HTMLButtonElement.prototype)) {
  addEventListener("click", (event) => {
    const button = event.target.closest?.("button[commandfor]");
    const dialog = button && document.getElementById(button.getAttribute("commandfor"));
    if (!dialog) return;
    if (button.getAttribute("command") === "close") dialog.close();
    else dialog.showModal();
  });
}

// What was done stays ten seconds, and while it has the focus or the pointer. Escape sends it away.

function leave(toast) {
  if (toast.matches(":hover, :focus-within")) setTimeout(leave, 2_000, toast);
  else toast.remove();
}
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) document.querySelector(".toast")?.remove();
});

// What each page, and each new part of one, needs at first. What is marked has begun.
function begin() {
  for (const part of document.querySelectorAll("[data-refresh]:not([data-begun])")) {
    part.dataset.begun = "true";
    wait(part);
  }
  for (const toast of document.querySelectorAll(".toast:not([data-begun])")) {
    toast.dataset.begun = "true";
    setTimeout(leave, 10_000, toast);
    // Said aloud also when it came with the page.
    setTimeout(() => toast.append(" "), 500);
  }
  for (const person of document.querySelectorAll("[data-move]")) person.draggable = true;
}
begin();
