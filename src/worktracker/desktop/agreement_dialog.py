"""The first question: what would be recorded, and whether that is agreed to."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from worktracker.app.agreement import VERSION, Section, agreement_text, news
from worktracker.app.recording import Recording
from worktracker.desktop.look import TITLE, button_style, look, palette, scaled, scroll_style
from worktracker.errors import WorkTrackerError
from worktracker.model.settings import parse_switch
from worktracker.store.settings import Agreement

_SITES = ("none", "domain", "full")
_SIDE = 32


class AgreementDialog(QDialog):
    """Shows the agreement and the three recording levels; keeps both only if the user agrees.

    The text scrolls where the screen is small; the levels and the buttons stay in sight.

    Attributes:
        agreed: whether the user has agreed; to be read when it has finished.
    """

    def __init__(self, recording: Recording) -> None:
        super().__init__()
        self.agreed = False
        self._recording = recording
        store = recording.opened.store
        self.setWindowTitle(self.tr("worktracker: agreement"))
        colours = look()
        self.setPalette(palette(colours))
        sections = self._sections(store.agreements.newest())
        foot = self._foot(store.settings.get("record-urls"))
        page = QWidget()
        page.setLayout(sections)
        self._text = self._scrolling(page)
        line = QFrame()
        line.setFixedHeight(1)
        line.setStyleSheet(f"background: {colours.line.name()};")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._text, 1)
        layout.addWidget(line)
        layout.addLayout(foot)
        self._fit(sections, foot)

    def agree(self) -> None:
        """Keep the agreement and the levels, both or neither; stays open where that can't be."""
        boxes = {"record-apps": self._apps, "record-titles": self._titles}
        levels = {name: "on" if box.isChecked() else "off" for name, box in boxes.items()}
        levels["record-urls"] = _SITES[self._sites.checkedId()]
        agreement = Agreement(VERSION, self._recording.clock.now().wall_ms)
        try:
            self._recording.opened.store.agreements.add(agreement, levels)
        except WorkTrackerError as error:
            self._remark.setText(self.tr("Nothing was kept yet. %1").replace("%1", str(error)))
            self._remark.show()
            return
        self.agreed = True
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: the text scrolls from the keyboard without taking the focus."""
        steps = {
            Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
            Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._text.verticalScrollBar().triggerAction(step)

    def _fit(self, text: QVBoxLayout, foot: QVBoxLayout) -> None:
        """As tall as the text, but never taller or wider than the screen."""
        screen = self.screen().availableGeometry()
        width = min(max(560, self.fontMetrics().height() * 40), screen.width() - 32)
        # Lines that wrap have no height before they have their width.
        wanted = text.totalHeightForWidth(width) + 1 + foot.sizeHint().height()
        frame = self.fontMetrics().height() * 2 + 16  # the window manager's, known only when it is shown
        self.resize(width, min(wanted, screen.height() - frame))
        self.setMinimumSize(min(width, 400), min(self.height(), foot.sizeHint().height() + 120))

    def _sections(self, before: Agreement | None) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setContentsMargins(_SIDE, 26, _SIDE, 20)
        layout.setSpacing(16)
        title = QLabel(self.tr("Before anything is recorded"))
        title.setFont(scaled(self.font(), TITLE, bold=True))
        title.setWordWrap(True)
        layout.addWidget(title)
        if before is not None:
            date = QLocale().toString(
                QDateTime.fromMSecsSinceEpoch(before.agreed_ms).date(), QLocale.FormatType.LongFormat
            )
            heading = self.tr("Changed since you agreed on %1").replace("%1", date)
            layout.addWidget(self._section(Section(heading, news(before.version))))
        for section in agreement_text(self._recording.opened.store.path):
            layout.addWidget(self._section(section))
        return layout

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

    def _scrolling(self, page: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.verticalScrollBar().setStyleSheet(scroll_style(look()))
        area.setWidget(page)
        return area

    def _foot(self, sites: str) -> QVBoxLayout:
        self._apps = self._switch("record-apps", self.tr("A&pplication names"))
        self._titles = self._switch("record-titles", self.tr("Window &titles"))
        kept = QHBoxLayout()
        kept.setSpacing(24)
        kept.addWidget(self._apps)
        kept.addWidget(self._titles)
        kept.addStretch()
        foot = QVBoxLayout()
        foot.setContentsMargins(_SIDE, 16, _SIDE, 20)
        foot.setSpacing(10)
        foot.addWidget(self._heading(self.tr("What to keep")))
        foot.addLayout(kept)
        foot.addLayout(self._sites_row(sites))
        self._remark = QLabel()
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self._remark.setWordWrap(True)
        self._remark.setStyleSheet(f"color: {look().recording.name()};")
        self._remark.hide()
        foot.addWidget(self._remark)
        foot.addSpacing(6)
        foot.addLayout(self._buttons_row())
        return foot

    def _heading(self, text: str) -> QLabel:
        heading = QLabel(text)
        heading.setFont(scaled(self.font(), 1.0, bold=True))
        heading.setWordWrap(True)
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
        texts = (self.tr("&nothing"), self.tr("only the &site"), self.tr("the &whole address"))
        for number, text in enumerate(texts):
            button = QRadioButton(text)
            button.setAccessibleName(self.tr("Web pages: %1").replace("%1", text.replace("&", "")))
            button.setChecked(_SITES[number] == chosen)
            self._sites.addButton(button, number)
            row.addWidget(button)
        row.addStretch()
        return row

    def _buttons_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        later = QPushButton(self.tr("Not n&ow"))
        later.clicked.connect(self.reject)
        agree = QPushButton(self.tr("&Agree and start recording"))
        agree.setProperty("primary", True)
        agree.clicked.connect(self.agree)
        row.addStretch()
        for button in (later, agree):
            # It may appear while somebody types: Return must not agree to anything by accident.
            button.setAutoDefault(False)
            button.setStyleSheet(button_style(look()))
            row.addWidget(button)
        return row
