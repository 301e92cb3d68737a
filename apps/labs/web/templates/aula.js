/* Redraws <main> when the room moves on. Every page works without it. */
(() => {
  "use strict";
  const body = document.body, stream = body.dataset.eventi, all = "tutto" in body.dataset;
  const main = () => document.querySelector("main");
  const notice = document.getElementById("avviso");
  const spoken = document.getElementById("annuncio");
  let dirty = false, busy = false, wanted = false, last = 0, source = null, again = 0, pending = 0, missed = 0;

  /* What is typed stays in this tab only, until it is handed in. */
  const drafts = "textarea[name], input.riga[name]";
  const key = field => "bozza:" + location.pathname + ":" + (main().dataset.passo || "") + ":" + field.name;
  const store = work => { try { return work(sessionStorage); } catch { return null; } };
  function restore() {
    for (const field of main().querySelectorAll(drafts)) {
      const kept = store(box => box.getItem(key(field)));
      if (kept && !field.value) { field.value = kept; dirty = true; }
      else if (kept) store(box => box.removeItem(key(field)));
    }
  }
  document.addEventListener("input", event => {
    const field = event.target;
    if (!main().contains(field)) return;
    dirty = true;
    if (field.matches(drafts)) store(box => box.setItem(key(field), field.value));
    if (field.dataset.gettone !== undefined) count(field.closest("fieldset"));
  });
  document.addEventListener("submit", event => {
    const form = event.target, now = Date.now();
    if (form.dataset.inviata && now - form.dataset.inviata < 3000) { event.preventDefault(); return; }
    form.dataset.inviata = now;
    dirty = false;
  });

  function count(group) {
    const left = group.querySelector("[data-restano]");
    if (!left) return;
    let sum = 0;
    for (const field of group.querySelectorAll("[data-gettone]")) sum += Number(field.value) || 0;
    left.textContent = "Gettoni ancora da mettere: " + (Number(left.dataset.restano) - sum);
  }

  function typing() {
    if (!all) return dirty;
    const field = document.activeElement;
    return main().contains(field) && field.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
  }
  async function redraw(forced) {
    if (busy) { wanted = true; return; }
    if (!forced && typing()) {
      if (all) { clearTimeout(again); again = setTimeout(redraw, 2000); }
      else if (notice) notice.hidden = false;
      return;
    }
    busy = true; wanted = false; last = Date.now(); missed += 1;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (answer.redirected && new URL(answer.url).pathname !== location.pathname) { location.replace(answer.url); return; }
      if (answer.ok) { place(new DOMParser().parseFromString(await answer.text(), "text/html")); missed = 0; }
    } catch { /* the network is away */ }
    finally { busy = false; }
    if (wanted) setTimeout(redraw, 800);
    else if (missed) { clearTimeout(again); again = setTimeout(redraw, Math.min(60, 2 ** missed) * 1000); }
  }
  function place(page) {
    const fresh = page.querySelector("main"), old = main();
    if (!fresh) { location.reload(); return; }
    const focused = document.activeElement && document.activeElement.id;
    const inside = old.contains(document.activeElement);
    const folds = [...old.querySelectorAll("details[id]")].map(one => [one.id, one.open]);
    const heading = old.querySelector("h1"), before = heading && heading.textContent;
    old.replaceWith(document.adoptNode(fresh));
    for (const [id, open] of folds) { const found = document.getElementById(id); if (found) found.open = open; }
    document.title = page.title;
    dirty = false;
    if (notice) notice.hidden = true;
    const title = fresh.querySelector("h1"), target = focused && document.getElementById(focused);
    if (target) target.focus({ preventScroll: true });
    if (title && title.textContent !== before && !all) {
      window.scrollTo(0, 0);
      /* Who was in the page goes on from its new heading; the others hear it. */
      if (inside && !target) { title.tabIndex = -1; title.focus(); }
      else if (spoken) spoken.textContent = title.textContent;
    }
    restore();
    soon();
  }
  function soon() {
    clearTimeout(again);
    const seconds = Number(main().dataset.ancora);
    if (seconds) again = setTimeout(redraw, seconds * 1000);
  }

  function told(event) {
    const now = JSON.parse(event.data), seen = main().dataset;
    /* What is told may be half a second older than this page. */
    if (now.revisione < Number(seen.revisione)) return;
    if (all ? now.revisione === Number(seen.revisione) : now.scena === seen.scena) return;
    /* Two hundred phones do not ask in the same instant. */
    const wait = all ? Math.max(0, 700 - (Date.now() - last)) : Math.random() * 700;
    clearTimeout(pending);
    pending = setTimeout(redraw, wait);
  }
  function listen() {
    if (!window.EventSource) return;
    source = new EventSource(stream);
    source.onmessage = told;
  }
  function look() {
    if (source && source.readyState === 1) return;
    if (!source || source.readyState === 2) listen();
    if (!document.hidden) redraw();
  }
  function tick() {
    for (const clock of document.querySelectorAll("[data-fine]")) {
      const left = Math.max(0, Math.round(Number(clock.dataset.fine) - Date.now() / 1000 - skew));
      clock.textContent = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
    }
  }

  const skew = Number(body.dataset.adesso || Date.now() / 1000) - Date.now() / 1000;
  if (notice) notice.querySelector("button").addEventListener("click", () => redraw(true));
  /* A form that came back because it could not be kept. */
  dirty = "scritto" in main().dataset;
  restore();
  soon();
  setInterval(tick, 1000);
  if (stream) {
    listen();
    setInterval(look, 5000);
    /* A phone that wakes up, or comes back by the back button, may have missed everything. */
    document.addEventListener("visibilitychange", () => { if (!document.hidden) redraw(); });
    addEventListener("pageshow", event => { if (event.persisted) redraw(); });
  }
})();
