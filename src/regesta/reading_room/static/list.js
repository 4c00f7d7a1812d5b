// The page of a list: arranging one's own, taking over one that was shared.
"use strict";

(() => {
  const page = document.querySelector(".gathered");
  const list = window.regestaList;
  if (!page || !list) return;
  const words = page.dataset;
  const undo = page.querySelector(".undo");
  const whose = page.querySelector(".whose");
  const documents = page.querySelector(".items");
  const citations = page.querySelector(".citation");
  const byId = (holder) =>
    new Map([...(holder?.children || [])].map((one) => [one.dataset.id, one]));
  const [shown, cited] = [byId(documents), byId(citations)];
  let ids = words.list ? words.list.split(",") : [];
  let before = null; // what Undo brings back

  const isSame = (items) => items.length > 0 && items.map((one) => one.id).join() === ids.join();

  // The own list at the bare address: its documents are the server's to show.
  if (!ids.length && list.read().length) {
    location.replace(list.address(list.read()));
    return;
  }

  const arrange = (items) => {
    ids = items.map((one) => one.id);
    documents.replaceChildren(...ids.map((id) => shown.get(id)).filter(Boolean));
    citations?.replaceChildren(...ids.map((id) => cited.get(id)).filter(Boolean));
    for (const link of page.querySelectorAll("[data-of-list]")) {
      const parts = new URL(link.href);
      parts.searchParams.set("ids", ids.join(","));
      link.href = parts.href.replaceAll("%2C", ",");
    }
    page.querySelector(".empty").hidden = ids.length > 0;
    page.querySelector(".full").hidden = ids.length === 0;
    const style = new URL(location.href).searchParams.get("style");
    history.replaceState(null, "", list.address(items) + (style && ids.length ? `&style=${style}` : ""));
    mark();
  };

  // Which buttons there are: those of an own list, or of one that was shared.
  const mark = () => {
    const items = list.read();
    const kept = new Set(items.map((one) => one.id));
    const own = isSame(items) || (!ids.length && !items.length);
    page.classList.toggle("is-own", own);
    page.classList.toggle("is-shared", !own);
    page.querySelector("[data-do=add-all]").disabled = ids.every((id) => kept.has(id));
    page.querySelector("[data-my-list]").href = list.address(items);
    whose.textContent = !ids.length ? "" : own ? words.own : words.shared;
    if (!own && ids.every((id) => kept.has(id))) whose.textContent += ` ${words.allKept}`;
    const rows = [...documents.children];
    rows.forEach((row, at) => {
      row.querySelector("[data-move='-1']").disabled = at === 0;
      row.querySelector("[data-move='1']").disabled = at === rows.length - 1;
      const note = items.find((one) => one.id === row.dataset.id)?.note || "";
      const field = row.querySelector("textarea");
      if (document.activeElement !== field) field.value = note;
      if (note) row.querySelector("details").open = true;
    });
  };

  const change = (items, told) => {
    before = list.read();
    if (!list.write(items)) return;
    arrange(items);
    undo.hidden = !told;
    undo.firstElementChild.textContent = told || "";
    if (told) list.tell(told);
  };

  const move = (button, id) => {
    const items = list.read();
    const from = items.findIndex((one) => one.id === id);
    const to = from + Number(button.dataset.move);
    if (from < 0 || to < 0 || to >= items.length) return;
    [items[from], items[to]] = [items[to], items[from]];
    change(items, "");
    list.tell(words.moved.replace("{place}", to + 1));
    // At an end the button that was pressed goes to sleep: the other one has the focus then.
    const row = shown.get(id);
    const next = button.disabled ? row.querySelector("[data-move]:enabled") : button;
    (next || row.querySelector("[data-do=remove]")).focus();
  };

  const remove = (id) => {
    const at = ids.indexOf(id);
    change(list.read().filter((one) => one.id !== id), words.removed);
    const next = documents.children[Math.min(at, documents.children.length - 1)];
    (next?.querySelector("[data-do=remove]") || undo.lastElementChild).focus();
  };

  const copy = async (button) => {
    const label = button.textContent;
    await navigator.clipboard.writeText(page.querySelector("[data-address]")?.href || location.href);
    button.textContent = words.copied;
    list.tell(words.copied);
    setTimeout(() => (button.textContent = label), 2000);
  };

  page.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const id = button.closest("[data-id]")?.dataset.id;
    if (button.dataset.move) move(button, id);
    else if (button.dataset.do === "remove") remove(id);
    else if (button.dataset.do === "copy") copy(button);
    else if (button.dataset.do === "add-all") {
      list.add(ids);
      mark();
      // The button has gone to sleep: what comes next has the focus.
      const own = page.querySelector("[data-my-list]");
      (own.checkVisibility() ? own : page.querySelector("[data-do=copy]")).focus();
    } else if (button.dataset.do === "clear") {
      change([], words.cleared);
      undo.lastElementChild.focus();
    } else if (undo.contains(button) && before) {
      change(before, "");
      list.tell(words.restored);
      documents.querySelector("a")?.focus();
    }
  });

  page.addEventListener("input", (event) => {
    const id = event.target.closest("[data-id]")?.dataset.id;
    const note = event.target.value;
    list.write(list.read().map((one) => (one.id === id ? { id, note } : one)));
  });
  window.addEventListener("storage", mark);
  window.addEventListener("pageshow", mark);
  if (!navigator.clipboard) page.querySelector("[data-do=copy]").hidden = true;
  mark();
})();
