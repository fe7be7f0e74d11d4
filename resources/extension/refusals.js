// What the app and its host refuse with. They speak English; here each sentence is said as the browser speaks.

const word = (globalThis.browser ?? globalThis.chrome).i18n.getMessage;

const SAID = {
  "worktracker is not running.": word("refusedAway"),
  "Too many at once; try again.": word("refusedFlood"),
  "Nothing is recorded before you have agreed to it.": word("refusedAgreement"),
  "Recording is stopped, so there is nothing to pause.": word("refusedStopped"),
  "The record is being rewritten.": word("refusedRewriting"),
  "The record is being written by another program.": word("refusedBusy"),
  "The record can't be written (the disk is full).": word("refusedFull"),
  "The record can't be written (the disk reports an error).": word("refusedDisk"),
  "The record can't be written (the file is read-only).": word("refusedReadOnly"),
  "The record can't be written (the file can't be opened).": word("refusedClosed"),
  "The rules can't be read.": word("refusedRules"),
  "That is not the name of a site.": word("refusedName"),
  "There is no display to record.": word("refusedScreen"),
  "This Wayland session shows no windows to other programs.": word("refusedWayland"),
  "The running worktracker does not know this command; it may be an older one.": word("refusedOlder"),
  "Run: worktracker agree": word("hintAgree"),
  "Run: worktracker start": word("hintStart"),
  "Run: worktracker doctor": word("hintDoctor"),
  "Try again.": word("hintAgain"),
  "Free some space or check the folder.": word("hintSpace"),
  "Start worktracker inside a desktop session, or set DISPLAY.": word("hintScreen"),
  "Start Xwayland, or choose an X11 session at login.": word("hintWayland"),
};

/** The sentences of a refusal as the browser's language says them; one that is not known stays as it is. */
export function said(refusal) {
  return refusal.split(/(?<=[.?!]) /).map((sentence) => SAID[sentence] ?? sentence).join(" ");
}
