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

/** The title, well-formed and not too long. Below "full" one that only repeats the address is none. */
export function cutTitle(title, address, level) {
  if (!title || (level !== "full" && repeats(title, address))) return null;
  return title.slice(0, LONGEST).replace(/\p{Surrogate}/gu, "\ufffd"); // halves of characters
}

// Browsers show the address where a page has no title (yet): without scheme, "www." and escapes, and with the
// host in its own letters. So it is told by what follows the host.
function repeats(title, address) {
  const url = webAddress(address);
  const [, path] = /^(?:[a-z]+:\/\/)?[^\s/]+(\/.*)$/is.exec(title) ?? [];
  return Boolean(url && path && unescaped(path).startsWith(unescaped(url.pathname)));
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
