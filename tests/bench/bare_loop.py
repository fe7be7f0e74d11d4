"""The least that a recorder on X11 has to do: read class and title of the front window, and keep nothing."""

from __future__ import annotations

import sys

from Xlib import X, display, error


def main() -> None:
    """Run until killed."""
    client = display.Display()
    client.set_error_handler(lambda *_: True)
    root = client.screen().root
    active, title = client.intern_atom("_NET_ACTIVE_WINDOW"), client.intern_atom("_NET_WM_NAME")
    root.change_attributes(event_mask=X.PropertyChangeMask)
    client.sync()
    print("ready", flush=True)
    while True:
        if client.next_event().atom != active:
            continue
        found = root.get_full_property(active, X.AnyPropertyType)
        if found is None or not found.value[0]:
            continue
        window = client.create_resource_object("window", found.value[0])
        try:
            window.get_wm_class()
            window.get_full_property(title, X.AnyPropertyType)
        except error.XError:
            continue


if __name__ == "__main__":
    sys.exit(main())
