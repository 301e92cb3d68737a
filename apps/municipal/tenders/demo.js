// What Gradio says in English by itself, in Italian, for the eye and for a screen reader.
(() => {
  const words = {
    "Drop File Here": "Trascinare qui i file",
    "- or -": "oppure",
    "Click to Upload": "premere per sceglierli",
    "Click to upload or drop files": "Scegliere i file o trascinarli qui",
    "Remove": "Togli", "Clear": "Svuota", "Remove this file": "Togli questo file", "Remove item": "Togli",
    "Remove file": "Togli il file", "Upload file": "Carica un file", "File upload": "Carica un file",
    "upload": "carica", "common.upload": "Carica", "Close": "Chiudi", "Uploading...": "Caricamento…", "Loading...": "Caricamento…",
    "Loading": "Caricamento", "Error": "Errore",
  };
  const names = ["aria-label", "title", "placeholder"];
  const uploading = /^Uploading (\d+) files?\.*$/;
  const said = text => words[text] || (uploading.test(text) ? text.replace(uploading, "Caricamento di $1 file…") : "");
  const translate = () => {
    for (const name of names)
      for (const each of document.querySelectorAll(`[${name}]`)) {
        const found = said(each.getAttribute(name));
        if (found) each.setAttribute(name, found);
      }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode, found = said(node.nodeValue.trim());
      // Never inside what people wrote: only in the parts that Gradio draws by itself.
      if (found && !node.parentElement.closest(".prose, textarea, [contenteditable]")) node.nodeValue = found;
    }
  };
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; translate(); });
  };
  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", translate);
})();
