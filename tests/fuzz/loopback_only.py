"""``python loopback_only.py <program> <argument>…``: brings up the loopback of a fresh network
namespace and becomes the program, so that nothing it does can leave this machine."""

import fcntl
import os
import socket
import struct
import sys

SIOCSIFFLAGS = 0x8914
IFF_UP_RUNNING = 0x1 | 0x40

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
    fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh", b"lo", IFF_UP_RUNNING))
os.execv(sys.argv[1], sys.argv[1:])
