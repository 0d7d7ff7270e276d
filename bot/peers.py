"""Who on this machine is at the other end of a loopback connection, as Linux tells it; elsewhere nobody knows."""

import pwd
from pathlib import Path

_CONNECTIONS = Path("/proc/net/tcp")
_LOOPBACK = "0100007F"
"""127.0.0.1 as the kernel's table writes it: https://docs.kernel.org/networking/proc_net_tcp.html"""
_NEAR, _FAR, _UID = 1, 2, 7


def find_login(*, client_port: int, server_port: int) -> str:
    """The login whose process opened this connection between two ports of 127.0.0.1; "" where that cannot be told."""
    near, far = (f"{_LOOPBACK}:{port:04X}" for port in (client_port, server_port))
    try:
        rows = [line.split() for line in _CONNECTIONS.read_text(encoding="ascii").splitlines()[1:]]
    except OSError:
        return ""
    uid = next((int(row[_UID]) for row in rows if len(row) > _UID and (row[_NEAR], row[_FAR]) == (near, far)), None)
    if uid is None:
        return ""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
