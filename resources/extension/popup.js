// Shows whether recording is on; pauses and resumes it, and excludes the site in front.

import { siteOf } from "./address.js";

const api = globalThis.browser ?? globalThis.chrome;
const element = (id) => document.getElementById(id);
const LEVELS = {
  none: "worktracker is told that a page is in front, and its title. No addresses.",
  domain: "worktracker is told the site and the title of the page in front. No addresses.",
  full: "worktracker is told the address and the title of the page in front.",
};

let state = null;

function show() {
  const recording = state?.recording === true;
  document.body.classList.toggle("recording", recording);
  element("state").textContent = recording ? "Recording" : state ? "Not recording" : "Not connected";
  element("switch").hidden = !state;
  element("switch").textContent = recording ? "Pause" : "Resume";
  element("level").textContent = !state
    ? "In a terminal: worktracker browser install"
    : recording
      ? `${LEVELS[state.urlLevel] ?? LEVELS.none} It stays on this computer.`
      : "worktracker is told nothing of your pages.";
}

async function act(wish, button, done) {
  button.disabled = true;
  const answer = await api.runtime.sendMessage(wish);
  button.disabled = answer.ok && wish.wish === "exclude"; // once is enough
  element("word").textContent = answer.ok ? done : answer.message;
  element("word").hidden = !element("word").textContent;
}

element("switch").addEventListener("click", (event) =>
  act({ wish: state?.recording ? "pause" : "resume" }, event.target, ""),
);

api.runtime.onMessage.addListener((message) => {
  if ("state" in message) {
    state = message.state;
    show();
  }
});

const [tab] = await api.tabs.query({ active: true, currentWindow: true });
const site = tab && !tab.incognito ? siteOf(tab.url) : null;
if (tab?.incognito) {
  element("word").textContent = "A private window: only that one is in front is told.";
  element("word").hidden = false;
} else if (site && !site.startsWith("[")) {
  element("site").textContent = site;
  element("site-card").hidden = false;
  element("exclude").addEventListener("click", (event) =>
    act({ wish: "exclude", domain: site }, event.target, `Nothing of ${site} is recorded from now on.`),
  );
}
state = (await api.runtime.sendMessage({ ask: "state" })).state;
show();
