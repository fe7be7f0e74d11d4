"""The filter's instructions, run as the kernel runs them (linux/filter.h), for every machine."""

from __future__ import annotations

import errno
import socket
import struct

import pytest

from worktracker.app.confinement import MACHINES, Machine, program

ALLOWED = 0x7FFF0000
REFUSED = 0x00050000 | errno.EACCES
I386 = 0x40000003
ARM = 0x40000028

FAMILIES = [number for name, number in vars(socket).items() if name.startswith("AF_") and number >= 0]

machines = pytest.mark.parametrize("machine", MACHINES.values(), ids=list(MACHINES))


def answer(lines: bytes, number: int, *arguments: int, audit: int) -> int:
    """What the filter answers to a system call."""
    padded = (*arguments, *[0] * (6 - len(arguments)))
    call = struct.pack("<IIQ6Q", number & 0xFFFFFFFF, audit, 0x7FFF12345678, *padded)
    code = list(struct.iter_unpack("=HBBI", lines))
    at, accumulator = 0, 0
    for _ in range(len(code)):
        what, yes, no, value = code[at]
        at += 1
        match what:
            case 0x20:
                accumulator = struct.unpack_from("<I", call, value)[0]
            case 0x15:
                at += yes if accumulator == value else no
            case 0x35:
                at += yes if accumulator >= value else no
            case 0x06:
                return value
            case _:
                raise AssertionError(f"an instruction that nobody wrote: {what:#x}")
    raise AssertionError("no answer")


@machines
def test_local_sockets_are_made_and_no_others(machine: Machine) -> None:
    lines = program(machine)
    for number in (machine.socket, machine.socketpair):
        for family in [*FAMILIES, 255, 0xFFFFFFFF]:
            expected = ALLOWED if family == socket.AF_UNIX else REFUSED
            assert answer(lines, number, family, 1, audit=machine.audit) == expected, family


@machines
def test_the_kernel_reads_a_family_as_32_bits_and_so_does_the_filter(machine: Machine) -> None:
    lines = program(machine)
    upper = 1 << 32
    assert answer(lines, machine.socket, upper | socket.AF_INET, audit=machine.audit) == REFUSED
    assert answer(lines, machine.socket, upper | socket.AF_UNIX, audit=machine.audit) == ALLOWED
    # The family in the upper half, or in another argument, is none.
    assert answer(lines, machine.socket, socket.AF_UNIX << 32, socket.AF_UNIX, audit=machine.audit) == REFUSED


@machines
def test_io_uring_opens_nothing(machine: Machine) -> None:
    for number in (425, 426, 427):
        assert answer(program(machine), number, 8, audit=machine.audit) == REFUSED


@machines
def test_everything_else_goes_through(machine: Machine) -> None:
    special = {machine.socket, machine.socketpair, 425, 426, 427}
    lines = program(machine)
    for number in set(range(600)) - special:
        assert answer(lines, number, socket.AF_INET, audit=machine.audit) == ALLOWED, number


@machines
@pytest.mark.parametrize("foreign", [I386, ARM, 0, 0xFFFFFFFF])
def test_another_architectures_calls_are_refused_whatever_they_ask(machine: Machine, foreign: int) -> None:
    lines = program(machine)
    for number in (1, 102, 281, 359, machine.socket):  # 102: socketcall; 281, 359: socket on ARM and i386
        assert answer(lines, number, socket.AF_UNIX, audit=foreign) == REFUSED
    for other in MACHINES.values():
        if other is not machine:
            assert answer(lines, other.socket, socket.AF_UNIX, audit=other.audit) == REFUSED


def test_the_x32_numbers_of_x86_64_are_refused() -> None:
    machine = MACHINES["x86_64"]
    for number in (0, machine.socket, 599):
        assert answer(program(machine), 0x40000000 | number, socket.AF_UNIX, audit=machine.audit) == REFUSED
