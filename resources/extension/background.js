// Tells worktracker's host which tab is in front. Everything here follows from browser events: no timer keeps
// it awake, and nothing is kept of what was in front before.

import { cutAddress, cutTitle } from "./address.js";

const api = globalThis.browser ?? globalThis.chrome;
const word = api.i18n.getMessage;
const HOST = "org.worktracker.host";
const UNKNOWN = { recording: false, url_level: "none" };
const BLUR = { v: 1, type: "blur" };
const LONGEST_PAUSE_MS = 60_000;
const LAG_MS = 200; // which window has the focus may be known a moment after the event
const ANSWER_LIMIT_MS = 12_000; // the host's own is 10 s

let port = null;
let state = null; // what the host said last; null until it has
let told = null; // what it was told last, as text
let failures = 0; // connections in a row on which the host said nothing
let notBefore = 0; // on a clock that nobody sets, and that begins with this script, as all of these do
const wishes = []; // the popup's, that wait for an answer: {kind, answer}

// -- The host -------------------------------------------------------------------------------------

function connect() {
  if (port || performance.now() < notBefore) return;
  notBefore = performance.now() + Math.min(1000 * 2 ** failures++, LONGEST_PAUSE_MS);
  const opened = api.runtime.connectNative(HOST);
  port = opened;
  told = null;
  opened.onMessage.addListener((message) => {
    if (port === opened && message?.v === 1) hear(message);
  });
  opened.onDisconnect.addListener(() => {
    void api.runtime.lastError; // the host is not installed, or has ended: nothing to tell anybody
    if (port !== opened) return;
    port = null;
    setState(null);
    answerAll(word("unreachable"));
    // At once after a host that had spoken, twice more if that fails; then only when something happens here.
    if (failures <= 3) setTimeout(look, Math.max(0, notBefore - performance.now()));
  });
}

function hear(message) {
  failures = 0;
  if (message.type === "state") {
    const now = { recording: message.recording === true, url_level: message.url_level };
    if (now.recording !== state?.recording || now.url_level !== state?.url_level) setState(now);
    // The app may have come just now, may be told more or less than before, or asks what its window shows.
    lookAnew();
  } else if (message.type === "answer") {
    const at = wishes.findIndex((wish) => wish.kind === message.to);
    if (at >= 0) wishes.splice(at, 1)[0].answer({ ok: message.ok === true, message: message.message });
  }
}

function tell(message) {
  connect();
  const text = JSON.stringify(message);
  if (!port || text === told) return;
  told = text;
  port.postMessage(message);
}

function setState(now) {
  state = now;
  const name = state?.recording ? "recording" : "stopped";
  api.action.setIcon({ path: { 16: `icons/${name}-16.png`, 32: `icons/${name}-32.png` } });
  api.action.setTitle({ title: word(state?.recording ? "titleRecording" : "titleNotRecording") });
  api.runtime.sendMessage(shown()).catch(() => {}); // nobody listens unless the popup is open
}

// -- What is in front ------------------------------------------------------------------------------

let looking = false;
let again = false;

/** Tells what is in front now. While one look is under way, others become one more. */
async function look() {
  again = true;
  if (looking) return;
  looking = true;
  try {
    while (again) {
      again = false;
      const found = await inFront().catch(() => BLUR); // no window is left, or the tab has just gone
      if (!again) tell(found);
    }
  } finally {
    looking = false; // also when the host could not be told: what happens next is looked at again
  }
}

function lookAnew() {
  told = null; // that the same tab is in front again is news
  look();
  setTimeout(look, LAG_MS);
}

async function inFront() {
  const window = await api.windows.getLastFocused();
  if (!window.focused) return BLUR;
  const [tab] = await api.tabs.query({ active: true, windowId: window.id });
  if (!tab) return BLUR;
  const empty = { v: 1, type: "tab", url: null, title: null, private: false, audible: false, browser: BROWSER };
  if (window.incognito || tab.incognito) return { ...empty, private: true };
  const { recording, url_level } = state ?? UNKNOWN;
  if (!recording) return empty;
  const url = cutAddress(tab.url, url_level);
  return { ...empty, url, title: cutTitle(tab.title, tab.url, url_level), audible: tab.audible === true };
}

const BROWSER = browserName();

function browserName() {
  if (navigator.userAgent.includes("Firefox/")) return "firefox";
  const brands = (navigator.userAgentData?.brands ?? []).map((each) => each.brand).join(" ");
  // Brave and Vivaldi may pass for another; the app goes by the process, then.
  const known = { Edge: "microsoft-edge", Brave: "brave", Opera: "opera", Vivaldi: "vivaldi", Google: "chrome" };
  return Object.entries(known).find(([brand]) => brands.includes(brand))?.[1] ?? "chromium";
}

api.tabs.onActivated.addListener(() => look());
api.tabs.onReplaced?.addListener(() => look());
api.tabs.onUpdated.addListener((_id, change, tab) => {
  // In-page navigation too: history.pushState and a new fragment come as a change of the URL.
  if (tab.active && ("url" in change || "title" in change || "audible" in change)) look();
});
api.windows.onFocusChanged.addListener(() => lookAnew());
api.runtime.onStartup.addListener(() => look());
api.runtime.onInstalled.addListener(() => look());
look();

// -- The popup -------------------------------------------------------------------------------------

function shown() {
  return { state: state && { recording: state.recording, urlLevel: state.url_level } };
}

api.runtime.onMessage.addListener((message, sender, respond) => {
  if (sender.id !== api.runtime.id) return false;
  if (message.ask === "state") {
    connect();
    respond(shown());
    return false;
  }
  if (!["pause", "resume", "exclude"].includes(message.wish)) return false;
  wish(message.wish, message.domain).then(respond);
  return true; // the answer comes later
});

function wish(kind, domain) {
  connect();
  if (!port) return Promise.resolve({ ok: false, message: word("unreachable") });
  return new Promise((answer) => {
    const entry = { kind, answer };
    wishes.push(entry);
    setTimeout(() => {
      const at = wishes.indexOf(entry);
      if (at >= 0) wishes.splice(at, 1)[0].answer({ ok: false, message: word("unanswered") });
    }, ANSWER_LIMIT_MS);
    port.postMessage({ v: 1, type: kind, ...(domain ? { domain } : {}) });
  });
}

function answerAll(message) {
  for (const { answer } of wishes.splice(0)) answer({ ok: false, message });
}
