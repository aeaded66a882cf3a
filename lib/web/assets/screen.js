/* What only the room's screen does: turning scenes, keys, full screen, a picture that does not sleep, a milestone's party. */
(() => {
  "use strict";
  const live = document.getElementById("live");
  const PARTY_SECONDS = 9;
  const celebrated = new Set();
  let scene = "", isPaused = false, turn = 0, party = 0, lock = null;

  const picture = () => live.querySelector(".screen");
  const scenes = (of) => (of.dataset.scenes || "").split(" ").filter(Boolean);

  const show = (name, on = picture()) => {
    if (!on) return;
    scene = scenes(on).includes(name) ? name : scenes(on)[0];
    on.dataset.scene = scene;
  };
  const step = (by) => {
    const on = picture();
    if (!on) return;
    const all = scenes(on);
    show(all[(all.indexOf(scene) + by + all.length) % all.length]);
    again();
  };
  const again = () => {
    clearTimeout(turn);
    const seconds = Number(picture()?.dataset.rotation || 0);
    if (seconds && !isPaused) turn = setTimeout(() => step(1), seconds * 1000);
  };
  const pause = (value, on = picture()) => {
    isPaused = value;
    const said = on?.querySelector(".paused");
    if (said) said.hidden = !isPaused;
  };
  const keys = (isShown = picture()?.querySelector(".keys")?.hidden) => {
    const said = picture()?.querySelector(".keys");
    if (said) said.hidden = !isShown;
  };
  const fullScreen = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  };

  const celebrate = (on) => {
    const told = on?.querySelector(".party");
    if (!told || celebrated.has(told.dataset.id)) return;
    celebrated.add(told.dataset.id);
    document.querySelectorAll("body > .party").forEach((each) => each.remove());
    const shown = told.cloneNode(true);
    shown.classList.add("is-on", on.classList.contains("dark") ? "dark" : "light");
    document.body.append(shown);
    clearTimeout(party);
    party = setTimeout(() => shown.remove(), PARTY_SECONDS * 1000);
  };

  const stayAwake = async () => {
    if (document.hidden || lock || !navigator.wakeLock) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => { lock = null; });
    } catch {
      lock = null;
    }
  };

  const ACTIONS = {
    ArrowRight: () => step(1), PageDown: () => step(1), n: () => step(1),
    ArrowLeft: () => step(-1), PageUp: () => step(-1), p: () => step(-1),
    " ": () => { pause(!isPaused); again(); },
    f: fullScreen, h: () => keys(), "?": () => keys(), Escape: () => keys(false),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = ACTIONS[event.key] || ACTIONS[event.key.toLowerCase()];
    if (!act) return;
    if (event.key !== "Escape") event.preventDefault();
    act();
  });

  window.addEventListener("live", ({ detail }) => {
    if (!detail.matches(".screen")) return;
    const before = picture();
    const hadKeys = before && !before.querySelector(".keys").hidden;
    show(scene, detail);
    pause(isPaused, detail);
    if (hadKeys) detail.querySelector(".keys").hidden = false;
    celebrate(detail);
    if (!before || before.dataset.rotation !== detail.dataset.rotation || before.dataset.scenes !== detail.dataset.scenes) setTimeout(again);
  });
  document.addEventListener("visibilitychange", stayAwake);
  show(picture()?.dataset.scene);
  again();
  celebrate(picture());
  stayAwake();
})();
