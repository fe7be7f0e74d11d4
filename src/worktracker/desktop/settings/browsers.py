"""Browsers: which of them can tell what site is in front, and letting them, or no longer."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from worktracker.app.browser_manifests import BROWSERS, Browser, Found, Reach, install, look, remove
from worktracker.desktop.said import said
from worktracker.desktop.window.page import Page, small
from worktracker.errors import WorkTrackerError
from worktracker.resource import resource_path
from worktracker.store.store import Store


class BrowserList(QWidget):
    """One line for each browser that is here.

    Args:
        page: which asks for them.
    """

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._known = self.tr(
            "Browsers extension sites chrome chromium firefox edge brave connect"
        ).casefold()
        self._shown: tuple[list[Found], bool] | None = None
        self._state = QLabel()
        self._state.setWordWrap(True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._next = small(QLabel())
        self._next.setWordWrap(True)
        self._wrong = small(QLabel())
        self._wrong.setProperty("secondary", False)
        self._wrong.setProperty("wrong", True)
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 9, 0, 9)
        layout.setSpacing(4)
        layout.addWidget(self._state)
        layout.addLayout(self._lines)
        layout.addWidget(self._wrong)
        layout.addWidget(self._next)

    def matches(self, words: list[str], group: str) -> bool:
        """Whether they are meant by these words, in small letters."""
        return all(word in f"{self._known} {group.casefold()}" for word in words)

    def refresh(self) -> None:
        """Look at what is here."""
        home = self._page.recording.home

        def looked(_: Store) -> list[Found]:
            found = [look(home, browser) for browser in BROWSERS]
            return [each for each in found if _is_here(each)]

        self._page.ask(looked, self._show, "browsers")

    def _show(self, found: list[Found]) -> None:
        connected = self._page.recording.browsers.source is not None
        if (found, connected) == self._shown:
            return
        self._shown = found, connected
        if connected:
            self._state.setText(self.tr("An extension is connected: sites are told apart from each other."))
        elif found:
            self._state.setText(
                self.tr("No extension is connected now. With it, sites are told apart from each other.")
            )
        else:
            self._state.setText(self.tr("No browser was found on this computer."))
        while (item := self._lines.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
        for each in found:
            self._lines.addWidget(self._line(each))
        waiting = [each for each in found if each.reach in (Reach.WRITTEN, Reach.OUTDATED)]
        self._next.setText("" if connected or not waiting else self._to_load(waiting))
        self._next.setVisible(bool(self._next.text()))

    def _line(self, found: Found) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 4)
        words = {
            Reach.WRITTEN: self.tr("finds worktracker"),
            Reach.OUTDATED: self.tr("finds an older worktracker"),
            Reach.OTHER_HOME: self.tr("serves another record"),
            Reach.MISSING: self.tr("does not find worktracker yet"),
            Reach.CONFINED: self.tr("can't reach worktracker from its %1 package; an ordinary package can"),
        }[found.reach].replace("%1", found.sandbox or "")
        name = QLabel(found.browser.name)
        state = small(QLabel(words))
        state.setWordWrap(True)
        row.addWidget(name)
        row.addWidget(state, 1)
        if found.reach in (Reach.MISSING, Reach.OUTDATED, Reach.OTHER_HOME):
            row.addWidget(self._button(found.browser, connect=True))
        if found.reach in (Reach.WRITTEN, Reach.OUTDATED):
            row.addWidget(self._button(found.browser, connect=False))
        return line

    def _button(self, browser: Browser, *, connect: bool) -> QPushButton:
        button = QPushButton(self.tr("Connect") if connect else self.tr("Disconnect"))
        button.setProperty("flat", not connect)
        button.setAccessibleName(f"{button.text()}: {browser.name}")
        button.clicked.connect(lambda: self._change(browser, connect=connect))
        return button

    def _change(self, browser: Browser, *, connect: bool) -> None:
        home = self._page.recording.home
        try:
            if connect:
                install(home, browser, replace=False)
            else:
                remove(home, [browser])
        except WorkTrackerError as error:
            self._wrong.setText(said(error))
            self._wrong.show()
        else:
            self._wrong.hide()
        self.refresh()

    def _to_load(self, found: list[Found]) -> str:
        folder = str(resource_path("extension"))
        families = {each.browser.family for each in found}
        parts: list[str] = []
        if "chromium" in families:
            parts.append(
                self.tr(
                    "Next, in Chromium, Chrome and their kin: open chrome://extensions, switch on Developer"
                    " mode, choose Load unpacked and this folder: %1"
                ).replace("%1", folder)
            )
        if "firefox" in families:
            parts.append(
                self.tr(
                    "Next, in Firefox: open about:debugging#/runtime/this-firefox, choose Load Temporary"
                    " Add-on and this file: %1/manifest.json. It is gone when Firefox ends."
                ).replace("%1", folder)
            )
        return "\n".join(parts)


def _is_here(found: Found) -> bool:
    return found.installed or found.sandbox is not None or found.reach is not Reach.MISSING
