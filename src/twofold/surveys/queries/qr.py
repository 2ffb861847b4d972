"""An address as a QR code (ISO/IEC 18004), drawn as one path."""

from dataclasses import dataclass
from itertools import groupby

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4
"""Modules of white around it, as the standard asks for."""


@dataclass(frozen=True)
class DrawnCode:
    """A code in units of its modules.

    :param size: width and height, the white around it counted
    :param path: of an SVG
    """

    size: int
    path: str

    def svg(self) -> str:
        """A picture of its own, dark on white."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.size} {self.size}" width="{self.size * 8}" '
            f'height="{self.size * 8}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{self.size}v{self.size}H0z"/>'
            f'<path d="{self.path}"/></svg>'
        )


def code_of(address: str) -> DrawnCode:
    """The code of an address; a sixth of it may be soiled or torn."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(address)
    code.make()
    rows = code.get_matrix()
    runs = []
    for y, row in enumerate(rows):
        x = 0
        for is_dark, run in groupby(row):
            width = len(list(run))
            if is_dark:
                runs.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return DrawnCode(len(rows), "".join(runs))
