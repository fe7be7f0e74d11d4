"""Whether anything could leave this computer, and how that is known."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton

from worktracker.app.confinement import Attempt, is_refused
from worktracker.desktop.look import scaled
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.network import Network
from worktracker.desktop.window.page import small


class NetworkCard(Card):
    """What the system says to each kind of socket.

    Args:
        network: tries them.
    """

    def __init__(self, network: Network) -> None:
        super().__init__(QCoreApplication.translate("NetworkCard", "Network"))
        self._network = network
        self._again = QPushButton(self.tr("&Try again"))
        self._again.setProperty("flat", True)
        self._again.clicked.connect(network.look)
        self.corner.addWidget(self._again)
        self._line = QLabel()
        self._line.setFont(scaled(self.font(), 1.1, bold=True))
        self._line.setWordWrap(True)
        self._more = small(QLabel())
        self._more.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(2)
        self._answers: dict[str, QLabel] = {}
        self._names = {
            "INET": self.tr("Internet, IPv4"),
            "INET6": self.tr("Internet, IPv6"),
            "NETLINK": self.tr("The kernel's own messages"),
            "PACKET": self.tr("Raw frames"),
            "VSOCK": self.tr("Virtual machines"),
        }
        for row, (family, name) in enumerate(self._names.items()):
            answer = QLabel()
            self._answers[family] = answer
            self._grid.addWidget(small(QLabel(name)), row, 0)
            self._grid.addWidget(answer, row, 1)
        self._grid.setColumnStretch(1, 1)
        self.add(self._line)
        self.body.addSpacing(2)
        self.add(self._more)
        self.body.addSpacing(8)
        self.add(self._grid)
        network.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what was found."""
        found = self._network.found
        if found is None:
            self._line.setText(self.tr("Trying…"))
            return
        if is_refused(found):
            self._line.setText(self.tr("No network: refused by the system"))
            self._more.setText(
                self.tr(
                    "worktracker has just asked the system for each way out, and was refused. It put that"
                    " limit on itself when it started, and can't take it off; nothing was sent."
                )
            )
        else:
            self._line.setText(self.tr("worktracker makes no network connection"))
            self._more.setText(
                self.tr(
                    "Nothing in it does. This system offers no limit that would prove it, or it could not be"
                    " put on: a socket can be made here."
                )
            )
        words = {
            Attempt.REFUSED: self.tr("refused"),
            Attempt.POSSIBLE: self.tr("possible"),
            Attempt.UNKNOWN: self.tr("not on this system"),
        }
        for family, answer in self._answers.items():
            answer.setText(words[found.get(family, Attempt.UNKNOWN)])
            answer.setAccessibleName(f"{self._names[family]}: {answer.text()}")
