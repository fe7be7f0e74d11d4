"""The second page: how much is kept, what counts as away, how it starts, and which browsers tell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLabel, QRadioButton, QWidget

from worktracker.app.browser_manifests import Browser
from worktracker.desktop.durations import duration_words
from worktracker.desktop.first_run.page import Page, choose, remark, row
from worktracker.desktop.window.choice import Choice
from worktracker.model.durations import parse_duration
from worktracker.model.settings import parse_idle_return, parse_switch
from worktracker.store.settings import Settings

_SITES = ("none", "domain", "full")
_IDLE = ("60s", "120s", "180s", "300s", "600s", "900s")
_AWAY = ("5m", "10m", "15m", "30m", "1h")
_AWAY_FIRST = "15m"


class ChosenPage(Page):
    """Every control stands as the setting does now.

    Args:
        settings: which they are.
        browsers: those that could be told of this program.
    """

    def __init__(self, settings: Settings, browsers: Sequence[Browser]) -> None:
        super().__init__()
        self.head(self.tr("Your choices"), self.tr("All of it can be changed at any time, in Settings."))
        self._settings = settings
        self._levels()
        self._away()
        self._start()
        self._browsers = [(each, QCheckBox(each.name.replace("&", "&&"))) for each in browsers]
        self._tellers()
        self.end()

    def begin(self) -> None:
        """See :meth:`Page.begin`."""
        self._apps.setFocus()

    @property
    def settings(self) -> dict[str, str]:
        """What is chosen, by the settings' names."""
        return {
            "record-apps": _switch(self._apps),
            "record-titles": _switch(self._titles),
            "record-urls": _SITES[self._sites.checkedId()],
            "idle-threshold": str(self._idle.currentData()),
            "idle-return": str(self._away_time.currentData()) if self._ask.isChecked() else "off",
            "autostart": _switch(self._autostart),
            "resume-on-launch": _switch(self._at_once),
        }

    @property
    def browsers(self) -> tuple[Browser, ...]:
        """The browsers that are chosen."""
        return tuple(each for each, box in self._browsers if box.isChecked())

    def _levels(self) -> None:
        part = self.section(self.tr("What is kept of the window in front"))
        self._apps = self._box(self.tr("A&pplication name"), "record-apps")
        self._titles = self._box(self.tr("Window &title"), "record-titles")
        part.addLayout(row(self._apps, self._titles))
        self._sites = QButtonGroup(self)
        texts = (self.tr("n&othing"), self.tr("only the &site"), self.tr("the w&hole address"))
        buttons: list[QWidget] = []
        for number, text in enumerate(texts):
            button = QRadioButton(text)
            button.setAccessibleName(self.tr("Web pages: %1").replace("%1", text.replace("&", "")))
            self._sites.addButton(button, number)
            buttons.append(button)
        choose(self._sites, _SITES.index(self._settings.get("record-urls")))
        part.addLayout(row(QLabel(self.tr("Web pages:")), *buttons))

    def _away(self) -> None:
        part = self.section(self.tr("When nobody is there"))
        self._idle = self._times(_IDLE, self._settings.get("idle-threshold"))
        label = QLabel(self.tr("&Idle after"))
        label.setBuddy(self._idle)
        self._idle.setAccessibleName(self.tr("Idle after this time without input"))
        part.addLayout(row(label, self._idle, QLabel(self.tr("without a key or the mouse")), spacing=10))
        chosen = self._settings.get("idle-return")
        self._ask = QCheckBox(self.tr("As&k what it was when I come back after"))
        self._ask.setChecked(parse_idle_return(chosen) is not None)
        self._away_time = self._times(_AWAY, chosen if self._ask.isChecked() else _AWAY_FIRST)
        self._away_time.setAccessibleName(self.tr("Ask after this time away"))
        self._away_time.setEnabled(self._ask.isChecked())
        self._ask.toggled.connect(self._away_time.setEnabled)
        part.addLayout(row(self._ask, self._away_time, spacing=10))

    def _start(self) -> None:
        part = self.section(self.tr("How it starts"))
        self._autostart = self._box(self.tr("Start with the &desktop session"), "autostart")
        self._at_once = self._box(self.tr("&Record at once when it starts"), "resume-on-launch")
        part.addLayout(row(self._autostart, self._at_once))

    def _tellers(self) -> None:
        part = self.section(self.tr("Browsers"))
        words = self.tr(
            "The browser's extension tells which site is in front, and which windows are private. Choose the"
            " browsers that may find worktracker; their extension is loaded in the browser itself."
        )
        if not self._browsers:
            words = self.tr(
                "No browser was found that does not know it yet. Later: worktracker browser install"
            )
        part.addWidget(remark(words))
        if self._browsers:
            part.addLayout(row(*(box for _, box in self._browsers)))

    def _box(self, text: str, name: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setChecked(parse_switch(self._settings.get(name)))
        return box

    def _times(self, offered: Sequence[str], chosen: str) -> Choice:
        """Times to choose from; the one that holds is among them."""
        box = Choice()
        lengths = {parse_duration(text): text for text in offered} | {parse_duration(chosen): chosen}
        for length in sorted(lengths):
            box.addItem(self._length_words(length), lengths[length])
        box.setCurrentIndex(box.findData(chosen))
        return box

    def _length_words(self, length_ms: int) -> str:
        """``3 minutes``, as the Settings page writes it; a length of another kind in short."""
        minutes, rest_ms = divmod(length_ms, 60_000)
        if rest_ms or minutes > 60:
            return duration_words(length_ms)
        if minutes == 60:
            return self.tr("1 hour")
        return self.tr("1 minute") if minutes == 1 else self.tr("%1 minutes").replace("%1", str(minutes))


def _switch(box: QCheckBox) -> str:
    return "on" if box.isChecked() else "off"
