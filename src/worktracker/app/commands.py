"""What the command line may ask of the running app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from worktracker.app.browsers import exclude_site
from worktracker.app.confinement import attempts
from worktracker.app.granted import network_of
from worktracker.app.lease import Lease
from worktracker.app.opening import path_size
from worktracker.app.recording import Recording
from worktracker.app.working import work_on, working_on
from worktracker.control.answer import Connection
from worktracker.control.protocol import ProtocolError, Request
from worktracker.errors import StoreBusyError, UsageError
from worktracker.keys.slots import key_kind
from worktracker.model.days import day_begin, day_number
from worktracker.model.durations import LONGEST_MS
from worktracker.model.instants import InstantText
from worktracker.model.span import State
from worktracker.recorder.recorder import Mode, Pause

Result = Mapping[str, object]

_KEY_BYTES = 32


class Commands:
    """Carries requests out on the running recorder.

    Args:
        recording: what they are about.
        end: ends the app, after the reply is on its way.
        show: brings the window to the front; None where there is no window.
    """

    def __init__(
        self, recording: Recording, end: Callable[[], None], show: Callable[[], None] | None
    ) -> None:
        self._recording = recording
        self._end_app = end
        self._show = show
        self._leases: dict[Connection, list[Lease]] = {}
        self._commands: dict[str, Callable[[Request, Connection], Result]] = {
            "status": self._status,
            "start": self._start,
            "stop": self._stop,
            "pause": self._pause,
            "settle": self._settle,
            "hold": self._hold,
            "renew": self._renew,
            "reload": self._reload,
            "rekey": self._rekey,
            "show": self._raise_window,
            "quit": self._end,
            "sources": self._sources,
            "work": self._work,
            "confinement": self._confinement,
            "browser-hello": recording.browsers.hello,
            "browser-tab": recording.browsers.tab,
            "browser-blur": recording.browsers.blur,
            "browser-pause": self._browser_pause,
            "browser-resume": self._browser_resume,
            "browser-exclude": self._browser_exclude,
        }

    def __call__(self, request: Request, connection: Connection) -> Result:
        """Carry ``request`` out.

        Raises:
            WorkTrackerError: it can't be.
        """
        command = self._commands.get(request.command)
        if command is None:
            raise ProtocolError("The running worktracker does not know this command; it may be an older one.")
        return command(request, connection)

    def _status(self, request: Request, _: Connection) -> Result:
        request.expect()
        return running_status(self._recording)

    def _start(self, request: Request, _: Connection) -> Result:
        request.expect()
        self._recording.start()
        recorder = self._recording.recorder
        turn = recorder.hours_turn_ms if recorder.against_hours else None
        return {"hours_begin": None if turn is None else self._instant(turn)}

    def _instant(self, wall_ms: int) -> str:
        return InstantText(self._recording.clock.zone_at(wall_ms).offset_s)(wall_ms)

    def _stop(self, request: Request, _: Connection) -> Result:
        request.expect()
        self._recording.stop()
        return {}

    def _pause(self, request: Request, _: Connection) -> Result:
        request.expect("for_ms", "until_ms", "tomorrow")
        for_ms = request.optional("for_ms", int)
        until_ms = request.optional("until_ms", int)
        clock = self._recording.clock
        now = clock.now()
        if request.optional("tomorrow", bool):
            start_ms = self._recording.opened.store.settings.day_start_ms
            until_ms = day_begin(now.wall_ms, clock.zone_at, start_ms, days=1)
        if until_ms is not None and until_ms <= now.wall_ms:
            raise UsageError("That time has passed already.", "Name a later one.")
        length_ms = for_ms if until_ms is None else until_ms - now.wall_ms
        if length_ms is not None and not 0 < length_ms <= LONGEST_MS:
            raise UsageError("A pause can't be that long, or no time at all.", "Leave its end open instead.")
        self._recording.pause(Pause(None if for_ms is None else now.boot_ms + for_ms, until_ms))
        return {}

    def _settle(self, request: Request, _: Connection) -> Result:
        request.expect()
        self._recording.settle()
        return {}

    def _hold(self, request: Request, connection: Connection) -> Result:
        request.expect("cut")
        lease = Lease(self._recording, cut=bool(request.optional("cut", bool)))
        self._leases.setdefault(connection, []).append(lease)
        connection.on_close(partial(self._end_lease, connection, lease))
        return {}

    def _end_lease(self, connection: Connection, lease: Lease) -> None:
        self._leases.pop(connection, None)
        lease.end()

    def _renew(self, request: Request, connection: Connection) -> Result:
        """Whoever holds works on."""
        request.expect()
        for lease in self._leases.get(connection, []):
            lease.renew()
        return {}

    def _reload(self, request: Request, _: Connection) -> Result:
        request.expect()
        self._recording.reload()
        return {}

    def _rekey(self, request: Request, _: Connection) -> Result:
        request.expect("key")
        self._recording.rekey(_key(request.required("key", str)))
        return {}

    def _raise_window(self, request: Request, _: Connection) -> Result:
        request.expect()
        if self._show is None:
            return {"shown": False}
        self._show()
        return {"shown": True}

    def _sources(self, request: Request, _: Connection) -> Result:
        request.expect()
        return {"sources": self._recording.watching.sources, "limits": self._recording.watching.limits}

    def _work(self, request: Request, _: Connection) -> Result:
        """Let the timer run on the project that is named, or stop it."""
        request.expect("project")
        return work_on(self._recording, request.optional("project", str))

    def _confinement(self, request: Request, _: Connection) -> Result:
        request.expect()
        return {"attempts": attempts()}

    def _browser_pause(self, request: Request, _: Connection) -> Result:
        request.expect()
        self._recording.pause(Pause())
        return {}

    def _browser_resume(self, request: Request, _: Connection) -> Result:
        request.expect()
        self._recording.start()
        return {}

    def _browser_exclude(self, request: Request, _: Connection) -> Result:
        request.expect("domain")
        if self._recording.held:
            raise StoreBusyError("The record is being rewritten.", "Try again.")
        rules, now = self._recording.opened.store.rules, self._recording.clock.now()
        exclude_site(rules, request.required("domain", str), now.wall_ms)
        self._recording.reload()
        return {}

    def _end(self, request: Request, _: Connection) -> Result:
        request.expect()
        self._end_app()
        return {}


def running_status(recording: Recording) -> dict[str, object]:
    """What ``status --json`` says of a running app."""
    recording.settle()
    recorder, clock, store = recording.recorder, recording.clock, recording.opened.store
    now = clock.now()
    instant = InstantText(clock.zone_at(now.wall_ms).offset_s)
    content = recorder.content
    # What can't be seen is not recorded, and goes on by itself: for programs that is a pause.
    state = Mode.PAUSED.value if recording.blind else recorder.mode.value
    if state == "recording" and recording.idle:
        state = "idle"
    activity = None
    if state == "recording" and content is not None and content.activity is not None:
        kept = content.activity
        activity = {"app": kept.app, "title": kept.title, "domain": kept.domain}
    today = day_number(now.wall_ms, clock.zone_at(now.wall_ms).offset_s, store.settings.day_start_ms)
    resume_at = recorder.pause_ends_at(now)
    since_ms = None if recording.blind else recorder.since_ms  # of the state, as programs need it
    shown_ms = recording.since_ms
    return {
        "state": state,
        "waiting": recording.blind,
        "since": None if since_ms is None else instant(since_ms),
        "shown_since": None if shown_ms is None else instant(shown_ms),
        "resume_at": None if resume_at is None else instant(resume_at),
        "activity": activity,
        "today": today_seconds(store.reader.day_states(today)),
        "sources": recording.watching.sources,
        "store": store_status(store.path, key_kind(recording.slots)),
        **network_of(store, clock),
        "trouble": recording.trouble,
        "outside_hours": recorder.outside_hours,
        "agreed": recording.agreed,
        "work": working_on(store, clock),
    }


def _key(text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:  # SQLCipher takes what is no raw key for a passphrase
        raise ProtocolError("The new key is not 32 bytes in hexadecimal digits.")
    return key


def today_seconds(states: Mapping[State, int]) -> dict[str, float]:
    """Milliseconds by state as the seconds that ``status`` shows."""
    return {
        "active_seconds": states[State.ACTIVE] / 1000,
        "idle_seconds": states[State.IDLE] / 1000,
        "private_seconds": states[State.PRIVATE] / 1000,
    }


def store_status(path: Path, key: str | None) -> dict[str, object]:
    """What ``status`` shows of the store; ``bytes`` counts its log too."""
    size = path_size(path) + path_size(path.with_name(path.name + "-wal"))
    return {"path": str(path), "bytes": size, "encrypted": True, "key": key}
