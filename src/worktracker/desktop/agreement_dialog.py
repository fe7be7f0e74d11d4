"""The first question: what would be recorded, and whether that is agreed to."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from worktracker.app.agreement import VERSION, Section, agreement_text
from worktracker.app.recording import Recording
from worktracker.desktop.icons import drawn
from worktracker.desktop.look import TITLE, button_style, look, palette, scaled
from worktracker.model.settings import parse_switch
from worktracker.store.settings import Agreement

_SITES = ("none", "domain", "full")


class AgreementDialog(QDialog):
    """Shows the agreement and the three recording levels; keeps both only if the user agrees.

    Attributes:
        agreed: whether the user has agreed; to be read when it has finished.
    """

    def __init__(self, recording: Recording) -> None:
        super().__init__()
        self.agreed = False
        self._recording = recording
        store = recording.opened.store
        self.setWindowTitle("worktracker")
        self.setWindowIcon(QIcon(drawn("icons/worktracker.svg", QSize(64, 64))))
        colours = look()
        self.setPalette(palette(colours))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 28, 32, 24)
        layout.setSpacing(16)
        title = QLabel(self.tr("Before anything is recorded"))
        title.setFont(scaled(self.font(), TITLE, bold=True))
        layout.addWidget(title)
        for section in agreement_text(store.path):
            layout.addWidget(self._section(section))
        self._apps = self._switch("record-apps", self.tr("Application names"))
        self._titles = self._switch("record-titles", self.tr("Window titles"))
        kept = QHBoxLayout()
        kept.setSpacing(24)
        kept.addWidget(self._apps)
        kept.addWidget(self._titles)
        kept.addStretch()
        levels = QVBoxLayout()
        levels.setSpacing(8)
        levels.addWidget(self._heading(self.tr("What to keep")))
        levels.addLayout(kept)
        levels.addLayout(self._sites_row(store.settings.get("record-urls")))
        layout.addLayout(levels)
        layout.addSpacing(4)
        layout.addLayout(self._buttons_row())
        line = self.fontMetrics().height()
        self.setFixedWidth(max(560, round(line * 38)))
        # Lines that wrap need their height reserved: Qt asks a window for it before it has its width.
        self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def agree(self) -> None:
        """Keep the agreement and the levels."""
        store = self._recording.opened.store
        settings = store.settings
        for name, box in (("record-apps", self._apps), ("record-titles", self._titles)):
            settings.set(name, "on" if box.isChecked() else "off")
        settings.set("record-urls", _SITES[self._sites.checkedId()])
        store.agreements.add(Agreement(VERSION, self._recording.clock.now().wall_ms))
        self.agreed = True
        self.accept()

    def _section(self, section: Section) -> QWidget:
        widget = QWidget()
        layout = QVBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._heading(section.heading))
        for line in section.lines:
            row = QHBoxLayout()
            row.setSpacing(8)
            mark = QLabel("–")
            mark.setForegroundRole(mark.palette().ColorRole.PlaceholderText)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            text = QLabel(line)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            row.addWidget(text, 1)
            layout.addLayout(row)
        return widget

    def _heading(self, text: str) -> QLabel:
        heading = QLabel(text)
        heading.setFont(scaled(self.font(), 1.0, bold=True))
        return heading

    def _switch(self, name: str, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setChecked(parse_switch(self._recording.opened.store.settings.get(name)))
        return box

    def _sites_row(self, chosen: str) -> QHBoxLayout:
        self._sites = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(QLabel(self.tr("Web pages:")))
        texts = (self.tr("nothing"), self.tr("only the site"), self.tr("the whole address"))
        for number, text in enumerate(texts):
            button = QRadioButton(text)
            button.setChecked(_SITES[number] == chosen)
            self._sites.addButton(button, number)
            row.addWidget(button)
        row.addStretch()
        return row

    def _buttons_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        later = QPushButton(self.tr("Not now"))
        later.clicked.connect(self.reject)
        agree = QPushButton(self.tr("Agree and start recording"))
        agree.setProperty("primary", True)
        agree.clicked.connect(self.agree)
        row.addStretch()
        for button in (later, agree):
            # It may appear while somebody types: Return must not agree to anything by accident.
            button.setAutoDefault(False)
            button.setStyleSheet(button_style(look()))
            row.addWidget(button)
        return row
