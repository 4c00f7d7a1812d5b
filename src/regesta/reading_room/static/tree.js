// Opens and closes units of a tree where they stand. Without this file the same links lead to
// the page with the unit open. Arrow keys go from unit to unit, as in any tree.
for (const tree of document.querySelectorAll(".tree")) {
  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");
  tree.before(said);
  for (const link of tree.querySelectorAll("a.opens")) upgrade(link);

  tree.addEventListener("click", (event) => {
    const link = event.target.closest("a.opens");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      toggle(link);
    }
  });

  tree.addEventListener("keydown", (event) => {
    const unit = event.target.closest("li");
    if (!unit || event.altKey || event.ctrlKey || event.metaKey) return;
    const link = unit.querySelector(":scope > a.opens");
    const isOpen = link && link.getAttribute("aria-expanded") === "true";
    const [forward, back] = getComputedStyle(tree).direction === "rtl"
      ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    if (event.key === " " && event.target === link) toggle(link);
    else if (event.key === forward && link && !isOpen) toggle(link);
    else if (event.key === forward && isOpen) go(unit.querySelector("li"));
    else if (event.key === back && isOpen) toggle(link);
    else if (event.key === back) go(unit.parentElement.closest("li"));
    else if (event.key === "ArrowDown") go(beside(tree, unit, 1));
    else if (event.key === "ArrowUp") go(beside(tree, unit, -1));
    else return;
    event.preventDefault();
  });

  function upgrade(link) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", String("open" in link.dataset));
    const title = link.nextElementSibling;
    title.id = `title-${link.dataset.unit}`;
    link.setAttribute("aria-labelledby", title.id);
  }

  async function toggle(link) {
    const unit = link.parentElement;
    const opens = link.getAttribute("aria-expanded") !== "true";
    if (opens && !unit.querySelector(":scope > .units") && !(await fill(link, unit))) return;
    for (const one of unit.querySelectorAll(":scope > .units, :scope > .pages, :scope > .beside")) {
      one.hidden = !opens;
    }
    link.setAttribute("aria-expanded", String(opens));
  }

  async function fill(link, unit) {
    if (link.dataset.asked) return false;
    link.dataset.asked = "yes";
    const place = tree.dataset.address.replace("-", link.dataset.unit);
    try {
      const answer = await fetch(`${place}?of=${encodeURIComponent(tree.dataset.tree)}`);
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      unit.append(...page.body.childNodes);
      for (const one of unit.querySelectorAll(":scope > .units a.opens")) upgrade(one);
      return true;
    } catch {
      said.textContent = tree.dataset.failed;
      location.assign(link.href);
      return false;
    } finally {
      delete link.dataset.asked;
    }
  }
}

// The unit shown before or after another.
function beside(tree, unit, step) {
  const shown = [...tree.querySelectorAll("li[id]")].filter((one) => one.offsetParent !== null);
  return shown[shown.indexOf(unit) + step];
}

function go(unit) {
  if (unit) unit.querySelector(":scope > a").focus();
}
