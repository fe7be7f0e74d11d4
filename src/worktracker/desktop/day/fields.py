"""The fields of what a stretch counts for: category, project, tags, note."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from worktracker.desktop.day.fills import Fills
from worktracker.desktop.day.reading import Day
from worktracker.desktop.day.selecting import Held
from worktracker.desktop.day.words import category_text, project_text
from worktracker.desktop.look import look
from worktracker.desktop.window.choice import Choice
from worktracker.desktop.window.discreet import Discreet
from worktracker.model.labels import TAG_SEPARATOR
from worktracker.store.assigning import Wish

_MARK = 10


class LabelFields(QWidget):
    """Four fields; each says at once what was changed in it.

    Args:
        discreet: whether notes may be shown.
    """

    wished = Signal(object, str)
    """A :class:`Wish`, and what it is in words."""

    def __init__(self, discreet: Discreet) -> None:
        super().__init__()
        self._discreet = discreet
        self._category, self._project = Choice(), Choice()
        self._tags, self._note = QLineEdit(), QLineEdit()
        self._category.setIconSize(QSize(_MARK, _MARK))
        self._category.activated.connect(self._category_chosen)
        self._project.activated.connect(self._project_chosen)
        self._tags.setPlaceholderText(self.tr("Separated by commas"))
        self._tags.editingFinished.connect(self._tags_edited)
        self._note.editingFinished.connect(self._note_edited)
        self.follow_discretion()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(6)
        layout.setColumnStretch(1, 1)
        for row, (name, field) in enumerate(
            (
                (self.tr("&Category"), self._category),
                (self.tr("Pro&ject"), self._project),
                (self.tr("Ta&gs"), self._tags),
                (self.tr("&Note"), self._note),
            )
        ):
            label = QLabel(name)
            label.setProperty("secondary", True)
            label.setBuddy(field)
            field.setAccessibleName(name.replace("&", ""))
            field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14)
            layout.addWidget(label, row, 0)
            layout.addWidget(field, row, 1)

    def show_held(self, day: Day, held: Held, *, anew: bool, free: bool) -> None:
        """Show what a stretch counts for.

        Args:
            anew: it is another one; otherwise what is being typed stays.
            free: it is shown what a new entry is to say.
        """
        self._fill_categories(day, 0 if free and anew else held.category, keep=free and not anew)
        self._fill_projects(day, 0 if free and anew else held.project, keep=free and not anew)
        several = self.tr("Several")
        # What is typed for an entry that is to be stays until there is one.
        typed = not anew and (free or self._tags.isModified())
        if not typed:
            apart = self.tr("Separated by commas")
            self._tags.setText("" if free else TAG_SEPARATOR.join(held.tags or ()))
            self._tags.setPlaceholderText(several if held.tags is None and not free else apart)
        self.show_note(held, anew=anew, free=free)

    def show_note(self, held: Held, *, anew: bool, free: bool) -> None:
        """Show the note as :meth:`show_held` does, as far as notes may be shown."""
        typed = not anew and (free or self._note.isModified())
        if not typed:
            self._note.setText("" if free else self._discreet.text(held.note or ""))
            self._note.setEnabled(free or not (self._discreet.on and held.note))
            several = self.tr("Several")
            self._note.setPlaceholderText(several if held.note is None and not free else "")

    def clear(self) -> None:
        """Nothing is shown any more; what is typed, goes."""
        self._tags.clear()
        self._note.clear()

    def follow_discretion(self) -> None:
        """Show what is typed as a note, or hide it."""
        hidden = self._discreet.on
        self._note.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)

    def forget_typed(self) -> None:
        """What was typed is kept now, and is no change any more."""
        self._tags.setModified(False)
        self._note.setModified(False)

    @property
    def wish(self) -> Wish:
        """All that is in the fields."""
        return Wish(
            self._category.currentData() or None,
            self._project.currentData() or None,
            self._typed_tags or None,
            self._note.text().strip() or None,
        )

    def focus(self) -> None:
        """Let the keys go to the first field."""
        self._category.setFocus()

    @property
    def _typed_tags(self) -> tuple[str, ...]:
        return tuple(tag for tag in (part.strip() for part in self._tags.text().split(",")) if tag)

    def _fill_categories(self, day: Day, chosen: int | None, *, keep: bool) -> None:
        chosen = self._category.currentData() if keep else chosen
        fills = Fills(look(), day.categories)
        self._category.clear()
        self._category.setPlaceholderText(self.tr("Several"))
        self._category.addItem(category_text(day, 0), 0)
        for number, path in sorted(day.paths.items(), key=lambda item: item[1].casefold()):
            self._category.addItem(_mark(fills.solid(number)), path, number)
        self._category.setCurrentIndex(-1 if chosen is None else max(0, self._category.findData(chosen)))

    def _fill_projects(self, day: Day, chosen: int | None, *, keep: bool) -> None:
        chosen = self._project.currentData() if keep else chosen
        self._project.clear()
        self._project.setPlaceholderText(self.tr("Several"))
        self._project.addItem(project_text(day, 0), 0)
        for number, project in sorted(day.projects.items(), key=lambda item: item[1].name.casefold()):
            if not project.closed or number == chosen:
                self._project.addItem(project.name, number)
        self._project.setCurrentIndex(-1 if chosen is None else max(0, self._project.findData(chosen)))

    def _category_chosen(self) -> None:
        words = self.tr("Category %1").replace("%1", self._category.currentText())
        self.wished.emit(Wish(category=self._category.currentData()), words)

    def _project_chosen(self) -> None:
        words = self.tr("Project %1").replace("%1", self._project.currentText())
        self.wished.emit(Wish(project=self._project.currentData()), words)

    def _tags_edited(self) -> None:
        if self._tags.isModified():
            self._tags.setModified(False)
            self.wished.emit(Wish(tags=self._typed_tags), self.tr("Tags"))

    def _note_edited(self) -> None:
        if self._note.isModified():
            self._note.setModified(False)
            self.wished.emit(Wish(note=self._note.text()), self.tr("Note"))


def _mark(colour: QColor) -> QIcon:
    picture = QPixmap(_MARK * 2, _MARK * 2)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour)
    painter.setBrush(colour)
    painter.drawRoundedRect(1, 1, _MARK * 2 - 2, _MARK * 2 - 2, 5, 5)
    painter.end()
    return QIcon(picture)
