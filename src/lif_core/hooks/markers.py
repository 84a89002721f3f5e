"""Markers: the one word `lif` names the entry-point group, the pluggy project and the prefix of every hook."""

import pluggy

GROUP = "lif"
"""Entry-point group in which plug-ins announce themselves."""

API = 1
"""Version of the hook interface. A plug-in module says `lif_api = 1`."""

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)
"""Marks a function of a plug-in as the implementation of the hook of the same name."""
