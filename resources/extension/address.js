// What of a page may leave the browser.

const LONGEST = 4096; // characters; one message is 64 KiB at most

function webAddress(address) {
  try {
    const url = new URL(address);
    return (url.protocol === "https:" || url.protocol === "http:") && url.hostname ? url : null;
  } catch {
    return null;
  }
}

/** The site of a web page; null for about:, file:, chrome:, data:, extension pages and the like. */
export function siteOf(address) {
  return webAddress(address)?.hostname ?? null;
}

/** The address as the level ("none", "domain", "full") lets it out; null where nothing is let out. */
export function cutAddress(address, level) {
  const url = webAddress(address);
  if (!url || (level !== "domain" && level !== "full")) return null;
  const site = `${url.protocol}//${url.hostname}/`;
  if (level === "domain") return site;
  url.username = url.password = "";
  if (url.href.length <= LONGEST) return url.href;
  url.search = url.hash = "";
  return url.href.length <= LONGEST ? url.href : site;
}

/** The title, well-formed and not too long; none below "full" where it shows more than the site of an address. */
export function cutTitle(title, address, level) {
  // What these show is another address's; its site can't be told.
  if (!title || NESTED.test(address) || NESTED.test(title)) return null;
  if (level !== "full" && showsAddress(title, address, level)) return null;
  return title.slice(0, LONGEST).replace(/\p{Surrogate}/gu, "\ufffd"); // halves of characters
}

const NESTED = /^\s*(view-source|blob|filesystem|javascript):/i;
const ADDRESS = /^\s*(https?:\/|file:\/|data:([\w.+-]+\/[\w.+-]+)?[;,])/i; // RFC 2397 for data:

const SCHEME = /^https?:[/]{2}/i;

// Browsers show the address where a page has no title (yet): without scheme, "www." and escapes, and with the
// host in its own letters. Lists of files have their folder's path in their title.
function showsAddress(title, address, level) {
  const text = unescaped(title);
  if (ADDRESS.test(text)) return true;
  const site = siteOf(address);
  if (!site) {
    const path = unescaped(pathOf(address));
    if (path.includes("/") && text.includes(path)) return true;
  }
  const words = text.trim().split(/\s+/);
  return words.some((word) => {
    const found = webAddress(`http://${word.replace(/^[^\p{L}\p{N}[]+/u, "").replace(SCHEME, "")}`);
    if (!found) return false;
    const same = Boolean(site) && bare(found.hostname) === bare(site);
    if (found.pathname === "/" && !found.search && !found.hash && !found.port) {
      return level === "none" && same && words.length === 1;
    }
    // A word alone may be the address that the tab is about to go to.
    return same || (words.length === 1 && /[.:]/.test(found.host));
  });
}

function bare(host) {
  return host.replace(/^www\./, "");
}

function pathOf(address) {
  try {
    return new URL(address).pathname;
  } catch {
    return "";
  }
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
