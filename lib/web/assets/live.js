/* Keeps a plain page as new as the server: asks for the part that changes, swaps it in, and keeps the last good picture,
   with the hour it was of, when the server or the network does not answer.

   What it is told stands on the part's first element:
     data-refresh  seconds between two looks (0: never)
     data-offline  the sentence, with {time} in it      data-clock  "24" or "12"      data-zone  the hour's time zone
     data-lang, data-title  put on the document when they change
   Others may listen on window: "live" (detail: the new element, before it is shown).
   Across a swap, elements with an id keep the focus, and a <details> whether it is open; the document has the class is-offline
   while the picture is an old one. */
(() => {
  "use strict";
  const live = document.getElementById("live");
  const said = document.getElementById("offline");
  const root = document.documentElement;
  const LONGEST_WAIT = 15, FIRST_RETRY = 2, GIVE_UP = 10, HIDDEN_TIMES = 6;
  const version = live.dataset.version;
  let etag = live.dataset.etag;
  let failures = 0, timer = 0, asking = false, goodAt = new Date();

  const told = () => live.firstElementChild.dataset;

  const address = () => {
    const url = new URL(location.href);
    url.hash = "";
    url.searchParams.set("part", "1");
    return url;
  };

  const hourWords = (at, { zone, clock }) => {
    const parts = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone || undefined }).formatToParts(at);
    const number = (type) => Number(parts.find((part) => part.type === type).value);
    const hour = number("hour"), minute = String(number("minute")).padStart(2, "0");
    if (clock === "12") return `${hour % 12 || 12}:${minute}\u00a0${hour < 12 ? "a.m." : "p.m."}`;
    return `${hour}\u00a0h${minute === "00" ? "" : `\u00a0${minute}`}`;
  };

  const sayOffline = (isOffline) => {
    root.classList.toggle("is-offline", isOffline);
    const words = isOffline ? (told().offline || "").replace("{time}", hourWords(goodAt, told())) : "";
    if (said.textContent !== words) said.textContent = words;
  };

  const swap = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    if (!fresh) return;
    const focused = document.activeElement && live.contains(document.activeElement) ? document.activeElement.id : "";
    live.querySelectorAll("details[id]").forEach((each) => {
      const same = fresh.querySelector(`#${CSS.escape(each.id)}`);
      if (same) same.open = each.open;
    });
    window.dispatchEvent(new CustomEvent("live", { detail: fresh }));
    live.replaceChildren(fresh);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    const { lang, title } = fresh.dataset;
    if (lang && root.lang !== lang) root.lang = lang;
    if (title && document.title !== title) document.title = title;
  };

  const listen = async (answer) => {
    const kind = answer.headers.get("X-Plain-Page");
    if (answer.status === 304) return true;
    if (!kind) return false;
    const showsGood = live.firstElementChild.dataset.offline !== undefined;
    const closed = answer.status === 403;
    if (kind !== "shown" && showsGood && !closed) return false;
    const html = await answer.text();
    if (answer.headers.get("X-Plain-Version") !== version) {
      location.reload();
      return true;
    }
    swap(html);
    etag = answer.headers.get("ETag");
    return kind === "shown" || closed;
  };

  const ask = async () => {
    if (asking) return;
    asking = true;
    clearTimeout(timer);
    let isGood = false;
    try {
      const headers = etag ? { "If-None-Match": etag } : {};
      const answer = await fetch(address(), { headers, cache: "no-store", signal: AbortSignal.timeout(GIVE_UP * 1000) });
      isGood = await listen(answer);
    } catch {
      isGood = false;
    }
    asking = false;
    failures = isGood ? 0 : failures + 1;
    if (isGood) goodAt = new Date();
    if (isGood || failures > 1) sayOffline(!isGood);
    later();
  };

  const later = () => {
    clearTimeout(timer);
    const refresh = Number(told().refresh || 0);
    if (!refresh) return;
    let seconds = document.hidden ? refresh * HIDDEN_TIMES : refresh;
    if (failures === 1) seconds = Math.min(FIRST_RETRY, refresh);
    if (failures > 1) seconds = Math.min(refresh * 1.5 ** (failures - 2), Math.max(LONGEST_WAIT, refresh));
    timer = setTimeout(ask, seconds * 1000 * (0.9 + Math.random() * 0.2));
  };

  window.addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => (document.hidden ? later() : ask()));
  window.addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
  later();
})();
