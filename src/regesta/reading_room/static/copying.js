// A button beside each citation that copies it, with its italics. Without this file, or where
// the browser may not copy, a citation is selected and copied as any text is.
"use strict";

if (navigator.clipboard) {
  const { copy: toCopy, copied } = document.querySelector(".cite").dataset;
  const said = document.createElement("span");
  said.className = "unseen";
  said.setAttribute("role", "status");
  document.querySelector(".cite").append(said);

  for (const citation of document.querySelectorAll(".citation")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = toCopy;
    button.setAttribute("aria-label", citation.dataset.copy);
    button.addEventListener("click", async () => {
      await copy(citation);
      button.textContent = copied;
      said.textContent = copied;
      setTimeout(() => {
        button.textContent = toCopy;
        said.textContent = "";
      }, 2000);
    });
    citation.after(button);
  }
}

async function copy(citation) {
  const text = citation.innerText.trim();
  if (window.ClipboardItem && navigator.clipboard.write) {
    const forms = {
      "text/plain": new Blob([text], { type: "text/plain" }),
      "text/html": new Blob([citation.innerHTML], { type: "text/html" }),
    };
    try {
      return await navigator.clipboard.write([new ClipboardItem(forms)]);
    } catch {
      // Some browsers copy plain text only.
    }
  }
  return navigator.clipboard.writeText(text);
}
