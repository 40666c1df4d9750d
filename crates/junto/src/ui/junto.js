// The one script. Every page works without it; it makes them pleasant.

// A form is sent once, however often its button is pressed.
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("form[method=post]")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "true";
  setTimeout(() => delete form.dataset.sent, 10_000);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// A sentence about what was done stays ten seconds, and while it has the focus or the pointer.
for (const toast of document.querySelectorAll(".toast")) {
  const leave = () => toast.matches(":hover, :focus-within") ? setTimeout(leave, 2_000) : toast.remove();
  setTimeout(leave, 10_000);
}

// Something under way: <div id=x data-refresh="URL"> asks again every two seconds until the answer
// no longer asks to.
const refresh = async (part) => {
  try {
    const answer = await fetch(part.dataset.refresh, { headers: { accept: "text/html" } });
    if (answer.redirected || !answer.ok) { location.reload(); return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
    if (!fresh || !fresh.dataset.refresh) { location.reload(); return; }
    part.replaceChildren(...fresh.childNodes);
  } catch { /* the next try may find the server again */ }
  setTimeout(refresh, 2_000, part);
};
document.querySelectorAll("[data-refresh]").forEach((part) => setTimeout(refresh, 2_000, part));

// Formation desk: a person dragged onto a group opens the same page as their Move button.
let dragged = null;
for (const person of document.querySelectorAll("[data-move]")) {
  person.draggable = true;
  person.addEventListener("dragstart", (event) => {
    dragged = person;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", person.dataset.name ?? "");
    document.body.dataset.dragging = "true";
  });
  person.addEventListener("dragend", () => { dragged = null; delete document.body.dataset.dragging; });
}
for (const group of document.querySelectorAll("[data-group]")) {
  group.addEventListener("dragover", (event) => { if (dragged) { event.preventDefault(); group.dataset.over = "true"; } });
  group.addEventListener("dragleave", () => delete group.dataset.over);
  group.addEventListener("drop", (event) => {
    event.preventDefault();
    delete group.dataset.over;
    if (!dragged) return;
    const address = new URL(dragged.dataset.move, location.href);
    address.searchParams.set("to", group.dataset.group);
    location.assign(address);
  });
}

// Where a browser does not know command and commandfor.
if (!("command" in HTMLButtonElement.prototype)) {
  addEventListener("click", (event) => {
    const button = event.target.closest("button[commandfor]");
    const dialog = button && document.getElementById(button.getAttribute("commandfor"));
    if (!dialog) return;
    button.getAttribute("command") === "close" ? dialog.close() : dialog.showModal();
  });
}
