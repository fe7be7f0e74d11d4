// Shows whether recording is on; pauses and resumes it, and excludes the site in front.

import { siteOf } from "./address.js";
import { said } from "./refusals.js";

const api = globalThis.browser ?? globalThis.chrome;
const element = (id) => document.getElementById(id);
const word = api.i18n.getMessage;
const LEVELS = { none: word("levelNone"), domain: word("levelDomain"), full: word("levelFull") };

document.documentElement.lang = word("language");
element("exclude").textContent = word("exclude");
element("to-connect").textContent = word("toConnect");

const [tab] = await api.tabs.query({ active: true, currentWindow: true });
const named = tab && !tab.incognito ? siteOf(tab.url) : null;
const site = named?.startsWith("[") ? null : named; // no rule is written for such an address
let state = null;

function show() {
  const recording = state?.recording === true;
  document.body.classList.toggle("recording", recording);
  element("state").textContent = word(recording ? "recording" : state ? "notRecording" : "notConnected");
  element("switch").hidden = !state;
  element("switch").textContent = word(recording ? "pause" : "resume");
  element("site-card").hidden = !state || !site;
  element("connect").hidden = Boolean(state);
  element("told").textContent = !state ? "" : told(recording);
}

function told(recording) {
  if (tab?.incognito) return word("privateWindow");
  return recording ? `${LEVELS[state.urlLevel] ?? LEVELS.none} ${word("staysHere")}` : word("toldNothing");
}

async function act(wish, button, done) {
  button.disabled = true;
  const answer = await api.runtime.sendMessage(wish);
  button.disabled = answer.ok && wish.wish === "exclude"; // once is enough
  element("word").textContent = answer.ok ? done : said(answer.message);
  element("word").hidden = !element("word").textContent;
}

element("switch").addEventListener("click", (event) =>
  act({ wish: state?.recording ? "pause" : "resume" }, event.target, ""),
);

element("site").textContent = site;
element("exclude").addEventListener("click", (event) =>
  act({ wish: "exclude", domain: site }, event.target, word("excluded", site)),
);

api.runtime.onMessage.addListener((message) => {
  if ("state" in message) {
    state = message.state;
    show();
  }
});

state = (await api.runtime.sendMessage({ ask: "state" })).state;
show();
