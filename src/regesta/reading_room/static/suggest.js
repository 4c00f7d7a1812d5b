// Suggestions while typing: a list under a search field, by mouse, keys and screen reader.
// Without this script the field works as it is.
"use strict";

const WORDS = JSON.parse(document.body.dataset.words); // in the language of the page

for (const field of document.querySelectorAll('input[type="search"][name="q"]')) {
  if (!field.form) continue;
  const list = document.createElement("ul");
  const said = document.createElement("p");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", WORDS.suggestions);
  list.hidden = true;
  said.className = "unseen";
  said.setAttribute("role", "status");
  field.after(list, said);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);

  let chosen = -1;
  let waiting = 0;
  let asked = null;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (at) => {
    const options = [...list.children];
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    chosen = at;
    if (at < 0) {
      field.removeAttribute("aria-activedescendant");
    } else {
      field.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    }
  };

  const go = (one) => {
    if (one.kind === "words") {
      field.value = one.text;
      close();
      field.form.requestSubmit();
    } else {
      location.href = `${one.kind === "record" ? "/records/" : "/names/"}${one.identifier}`;
    }
  };

  const show = (found) => {
    list.replaceChildren(
      ...found.map((one, at) => {
        const option = document.createElement("li");
        const text = document.createElement("span");
        const kind = document.createElement("span");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        text.dir = "auto";
        text.textContent = one.instead_of ? `${one.text} (${one.instead_of})` : one.text;
        kind.className = "kind";
        kind.textContent = WORDS[one.kind] || one.kind;
        option.append(text, " ", kind);
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          go(one);
        });
        return option;
      })
    );
    list.found = found;
    chosen = -1;
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(Boolean(found.length)));
    said.textContent = found.length ? WORDS.count.replace("{number}", found.length) : "";
  };

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const address = `/api/suggest?q=${encodeURIComponent(field.value)}`;
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok && document.activeElement === field) show((await answer.json()).suggestions);
    } catch {
      // Another letter was typed, or the network is gone: the field works without.
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    if (field.value.trim().length < 2) close();
    else waiting = setTimeout(ask, 90);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown") choose(chosen >= last ? -1 : chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? last : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) go(list.found[chosen]);
    else return;
    event.preventDefault();
  });
}
