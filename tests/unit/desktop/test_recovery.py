"""The recovery phrase: shown only when asked for, checked by two of its words, and not kept afterwards."""

from __future__ import annotations

from pathlib import Path

from tests.unit.desktop.test_windows import run

_RECOVERY = """
from worktracker.desktop.first_run.recovery import Recovery
from worktracker.keys.phrase import phrase_of

words = phrase_of(opened.store.key).split()
recovery = Recovery(opened.store.key)
recovery.show()

def seen():
    return [label.text() for label in recovery.findChildren(QLabel) if label.isVisible()]

assert not set(words) & set(seen())
recovery._show.click()
assert [text for text in seen() if text in words] == words
recovery._written.click()
assert not set(words) & set(seen())
first, second = recovery._asked
recovery._fields[0].setText(words[first].upper() + " ")
recovery._fields[1].setText("zebra" if words[second] != "zebra" else "zoo")
recovery._check.click()
assert f"Word {second + 1} is another one." in seen()
recovery._fields[1].setText(words[second])
recovery._check.click()
assert "Right. Keep it where only you find it." in seen()
assert recovery._words == [] and not recovery._check.isVisible()
recovery._show.click()
recovery._hide.click()
assert not set(words) & set(seen()) and recovery._words == []
"""


def test_the_phrase_is_shown_checked_and_let_go(tmp_path: Path) -> None:
    run(_RECOVERY, tmp_path)
