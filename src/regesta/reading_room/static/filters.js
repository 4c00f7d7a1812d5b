// Filters in place: a tick, a chip or a bar changes the result without loading the page anew.
// Without this file the form has a button, and everything is a link.
"use strict";

(() => {
  const told = document.querySelector("#told");
  const form = () => document.querySelector(".refine");
  const here = () => location.pathname + location.search;
  let asked = null;
  let shown = here();
  if (!told || !form()) return;
  document.documentElement.classList.add("refines");

  const addressOf = (one) => {
    const pairs = [...new FormData(one)].filter(([, value]) => value.trim());
    const query = new URLSearchParams(pairs).toString();
    return new URL(one.action).pathname + (query && `?${query}`);
  };

  // What the keyboard stands on, told so that it is found again in another page.
  const placeOf = (one) => {
    if (!one || !one.closest(".columns")) return null;
    if (one.matches(".tick input"))
      return `input[name="${one.name}"][value="${CSS.escape(one.value)}"]`;
    if (one.matches("summary")) return `[data-part="${one.parentElement.dataset.part}"] > summary`;
    if (one.id) return `#${CSS.escape(one.id)}`;
    return ".list h1";
  };

  const replace = (page) => {
    const [old, fresh] = [document, page].map((one) => one.querySelector(".columns"));
    const active = document.activeElement;
    const place = placeOf(active);
    const top = active.getBoundingClientRect().top;
    const typed = active.matches("input:not([type=checkbox])") ? active.value : null;
    for (const one of old.querySelectorAll("details[data-part]"))
      fresh.querySelector(`[data-part="${one.dataset.part}"]`)?.toggleAttribute("open", one.open);

    document.title = page.title;
    old.replaceWith(fresh);
    for (const selector of [".masthead form", ".colophon"])
      if (!document.querySelector(selector)?.contains(document.activeElement))
        takeOver(selector, page);
    for (const link of document.head.querySelectorAll("link[rel=alternate]")) link.remove();
    document.head.append(...page.head.querySelectorAll("link[rel=alternate]"));
    run(fresh);

    const next = place && (fresh.querySelector(place) || fresh.querySelector(".list h1"));
    if (next) {
      if (next.matches("h1")) next.tabIndex = -1;
      if (typed !== null && next.matches("input")) next.value = typed;
      next.focus({ preventScroll: true });
      if (!next.matches("h1")) scrollBy({ top: next.getBoundingClientRect().top - top, behavior: "instant" });
    }
    told.textContent = fresh.dataset.told;
    document.dispatchEvent(new CustomEvent("regesta:replaced"));
  };

  const takeOver = (selector, page) => {
    const [old, fresh] = [document, page].map((one) => one.querySelector(selector));
    if (selector === ".colophon") old?.replaceWith(fresh);
    else if (old && fresh) {
      // Its field stays, since suggestions belong to it.
      for (const one of old.querySelectorAll("input[type=hidden]")) one.remove();
      old.prepend(...fresh.querySelectorAll("input[type=hidden]"));
      old.querySelector("[name=q]").value = fresh.querySelector("[name=q]").value;
    }
  };

  // A script that comes with a page parsed here would not run by itself.
  const run = (fresh) => {
    for (const one of fresh.querySelectorAll("script[src]")) {
      const loaded = [...document.scripts].some((other) => other !== one && other.src === one.src);
      if (loaded) continue;
      const script = document.createElement("script");
      script.src = one.src;
      script.type = one.type;
      one.replaceWith(script);
    }
  };

  const go = async (address, push = true) => {
    asked?.abort();
    const mine = (asked = new AbortController());
    const columns = document.querySelector(".columns");
    columns.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine.signal.aborted) return;
      if (!answer.ok || !page.querySelector(".columns .refine")) throw new Error(answer.status);
      const end = new URL(answer.url);
      if (push) history.pushState(null, "", end.pathname + end.search);
      shown = here();
      replace(page);
    } catch (error) {
      // Whatever it is, the page itself says it better.
      if (error.name !== "AbortError") location.assign(address);
    }
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches(".refine .tick input")) go(addressOf(form()));
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".refine")) return;
    event.preventDefault();
    go(addressOf(event.target));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".chips a, .refine .histogram a");
    const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain) return;
    event.preventDefault();
    go(link.getAttribute("href"));
  });
  addEventListener("popstate", () => {
    if (here() !== shown) go(here(), false);
  });
})();
