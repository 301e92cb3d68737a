// Streamlit speaks English in a few fixed places and has no language setting. This puts them in Italian:
// only texts that match as a whole are touched, never what people wrote. Runs once per browser page.
(() => {
  document.documentElement.lang = "it";
  if (window.officinaItalian) return;
  const words = {
    "Add files": "Scegli un file", "Upload": "Scegli un file", "Browse files": "Scegli un file",
    "Drag and drop a file here": "Trascina qui un file", "Drag and drop files here": "Trascina qui i file",
    "Drag and drop file here": "Trascina qui un file", "Remove file": "Togli il file",
    "Delete file": "Togli il file", "Upload failed": "Caricamento non riuscito",
    "No results": "Nessun risultato", "Clear value": "Svuota", "Clear all": "Svuota tutto",
    "Open": "Apri", "Close": "Chiudi", "Increment": "Aumenta", "Decrement": "Diminuisci",
    "No options to select": "Niente da scegliere", "Choose an option": "Scegli", "Choose options": "Scegli",
    "Show data": "Mostra i dati", "Show chart": "Mostra il grafico", "Download as PNG": "Scarica come PNG",
    "Copy Vega-Lite spec": "Copia il disegno (Vega-Lite)", "Copied!": "Copiato",
    "Download as CSV": "Scarica come CSV", "Download as SVG": "Scarica come SVG",
    "Fullscreen": "Schermo intero", "Close fullscreen": "Esci da schermo intero",
    "Press Enter to apply": "Invio per confermare", "Press Enter to submit form": "Invio per confermare",
    "Press Ctrl+Enter to apply": "Ctrl+Invio per confermare", "Press ⌘+Enter to apply": "⌘+Invio per confermare",
    "Selected values": "Valori scelti", "file upload": "caricamento del file", "Copy": "Copia", "Copied": "Copiato", "Copy to clipboard": "Copia", "Download failed": "Scaricamento non riuscito",
    "App pages": "Pagine", "Sidebar": "Menu laterale", "Notifications": "Avvisi", "Main menu": "Menu",
    "Collapse sidebar": "Chiudi il menu", "Expand sidebar": "Apri il menu", "Theme": "Tema", "System": "Sistema",
    "Light": "Chiaro", "Dark": "Scuro", "Custom Theme": "Officina", "Auto": "Automatico",
    "Scroll tabs left": "Schede a sinistra", "Scroll tabs right": "Schede a destra",
    "Skip to main content": "Vai al contenuto", "Running...": "In esecuzione…", "Stop": "Ferma",
    "Connection error": "Collegamento interrotto", "Connecting": "Collegamento in corso…",
    "Connecting...": "Collegamento in corso…", "Try again": "Riprova", "Cancel": "Annulla",
    "Page not found": "Pagina non trovata", "Navigate to home page": "Vai all'inizio", "Link to heading": "Collegamento al titolo",
    "View more": "Mostra altro", "View less": "Mostra meno", "Search": "Cerca", "Loading...": "Caricamento…",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Officina non risponde. Se è stata chiusa, riavviarla dal terminale:",
    "streamlit run yourscript.py": "make run",
  };
  const comma = (figure) => figure.replace(".", ",");
  // What a form says must not match any form again: the observer sees its own changes.
  const forms = [
    [/^(.+?) per file( • .*)?$/, (_, size, kinds) => `al massimo ${size.replace(/(\d)([A-Z])/, "$1 $2")} a file${kinds || ""}`],
    [/^(\S+) files are not allowed\.$/, (_, kind) => `I file ${kind} non sono ammessi.`],
    [/^File must be (.+) or smaller\.$/, (_, size) => `Il file supera ${size}.`],
    [/^(\d+(?:\.\d+)?) ?(B|KB|MB|GB)$/, (_, size, unit) => `${comma(size)} ${unit.replace("KB", "kB").replace(/^B$/, "byte")}`],
    [/^((?:Error)?:? ?)Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/,
      (_, error, low, high) => `${error && "Errore: "}il numero deve stare fra ${comma(low)} e ${comma(high)}.`],
    [/^((?:Error)?:? ?)Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/,
      (_, error, low) => `${error && "Errore: "}il numero deve essere almeno ${comma(low)}.`],
    [/^((?:Error)?:? ?)Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/,
      (_, error, high) => `${error && "Errore: "}il numero deve essere al massimo ${comma(high)}.`],
    [/^Help for (.+)$/, (_, what) => `Aiuto: ${what}`],
    [/^(Show data|Show chart|Download as PNG|Download as SVG|Copy Vega-Lite spec|Fullscreen|Close fullscreen): ([\s\S]+)$/,
      (_, what, on) => `${words[what]}: ${on}`],
    [/^\w+ icon$/, () => "icona"],
    [/^Remove (.+)$/, (_, what) => `Togli ${what}`],
    [/^(\d+) options? available\.$/, (_, count) => count === "1" ? "1 scelta possibile." : `${count} scelte possibili.`],
    [/^(.+), selected$/, (_, what) => `${what}, scelto`],
  ];
  const zones = "[data-testid='stFileUploader'], [data-testid='stFileUploaderDropzone'], [data-testid='InputInstructions'], " +
    "[data-testid='stElementToolbar'], [data-testid='stNumberInput'] [role='alert'], [data-testid='stTooltipContent'], [role='listbox'], [role='dialog'], " +
    "[role='tooltip'], [data-testid='stHeader'], [data-testid='stSidebarHeader'], [data-testid='stSidebarNav'], " +
    "[data-testid='stSkipToContent'], [data-testid='stMainMenuPopover'], [data-live-announcer]";
  const translate = (text, loose) => {
    const bare = text.trim();
    if (words[bare]) return text.replace(bare, words[bare]);
    if (!loose) return null;
    for (const [form, say] of forms) if (form.test(bare)) return bare.replace(form, say);
    return null;
  };
  const visit = (root) => {
    if (root.nodeType === Node.TEXT_NODE) {
      const inside = root.parentElement && root.parentElement.closest(zones);
      const said = inside && translate(root.nodeValue, true);
      if (said && said !== root.nodeValue) root.nodeValue = said;
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE || root.tagName === "SCRIPT") return;
    for (const name of ["aria-label", "title", "placeholder"]) {
      const said = root.hasAttribute(name) && translate(root.getAttribute(name), name === "aria-label");
      if (said && said !== root.getAttribute(name)) root.setAttribute(name, said);
    }
    // A table of a model's card scrolls by itself: also for those who have no mouse.
    if (root.matches("[data-testid='stMarkdownContainer'] table")) root.tabIndex = 0;
    root.childNodes.forEach(visit);
  };
  window.officinaItalian = new MutationObserver((changes) => changes.forEach((change) => {
    if (change.type === "characterData" || change.type === "attributes") visit(change.target);
    change.addedNodes.forEach(visit);
  }));
  visit(document.body);
  window.officinaItalian.observe(document.body, {
    subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: ["aria-label", "title", "placeholder"],
  });
})();
