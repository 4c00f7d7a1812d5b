// The reader's own list of documents, kept in this browser alone. Every page has the count of
// it, and a button beside each document. Without this file the buttons are not there.
"use strict";

(() => {
  const KEY = "regesta-list";
  const masthead = document.querySelector(".my-list");
  if (!masthead) return;
  const said = document.createElement("p");
  const { most, added, removed, full, failed } = masthead.dataset;

  // What another page or an older version left there is believed as far as it makes sense.
  const read = () => {
    try {
      const items = JSON.parse(localStorage.getItem(KEY) || "[]");
      return (Array.isArray(items) ? items : [])
        .filter((one) => typeof one?.id === "string" && /^[\w-]{1,40}$/.test(one.id))
        .map((one) => ({ id: one.id, note: typeof one.note === "string" ? one.note : "" }));
    } catch {
      return [];
    }
  };

  const write = (items) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(items));
    } catch {
      tell(failed);
      return false;
    }
    show();
    return true;
  };

  const tell = (words) => {
    said.textContent = "";
    requestAnimationFrame(() => (said.textContent = words));
  };

  const address = (items) => {
    const path = new URL(masthead.href).pathname;
    return items.length ? `${path}?ids=${items.map((one) => one.id).join(",")}` : path;
  };

  // Puts those in that are not there yet, as far as there is room; answers whether all are.
  const add = (ids) => {
    const items = read();
    const known = new Set(items.map((one) => one.id));
    const wanted = ids.filter((id) => !known.has(id));
    const taken = wanted.slice(0, Math.max(0, Number(most) - items.length));
    if (!write([...items, ...taken.map((id) => ({ id, note: "" }))])) return false;
    tell(taken.length < wanted.length ? full : added);
    return taken.length === wanted.length;
  };

  const show = () => {
    const items = read();
    const kept = new Set(items.map((one) => one.id));
    masthead.href = address(items);
    masthead.querySelector(".number").textContent = items.length || "";
    for (const button of document.querySelectorAll("[data-keep]"))
      button.toggleAttribute("data-kept", kept.has(button.dataset.keep));
  };

  try {
    localStorage.getItem(KEY);
  } catch {
    return; // this browser keeps nothing: no button promises it
  }
  said.className = "unseen";
  said.setAttribute("role", "status");
  document.body.append(said);
  document.documentElement.classList.add("keeps");
  window.regestaList = { read, write, add, tell, address };
  show();

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-keep]");
    if (!button) return;
    const id = button.dataset.keep;
    if (!button.hasAttribute("data-kept")) add([id]);
    else if (write(read().filter((one) => one.id !== id))) tell(removed);
  });
  window.addEventListener("storage", (event) => event.key === KEY && show());
  window.addEventListener("pageshow", show); // a page that comes back as it was left
  document.addEventListener("regesta:replaced", show);
})();
