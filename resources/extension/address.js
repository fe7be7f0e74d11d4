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
  if (!title || (level !== "full" && bare(title) === bare(address ?? ""))) return null;
  return title.slice(0, LONGEST).replace(/\p{Surrogate}/gu, "\ufffd"); // halves of characters
}

// As browsers write an address where a page has no title: without scheme, slash at the end, and escapes.
function bare(text) {
  const short = text.replace(/^[a-z]+:\/\/(www\.)?/i, "").replace(/\/$/, "");
  try {
    return decodeURIComponent(short);
  } catch {
    return short;
  }
}
