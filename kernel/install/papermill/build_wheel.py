"""Builds the wheel (PEP 517) with nothing but Python: pip needs no network for it."""

import base64
import hashlib
import zipfile
from pathlib import Path

NAME, VERSION = "nabla_papermill", "0.1.0"
INFO = f"{NAME}-{VERSION}.dist-info"
METADATA = f"""Metadata-Version: 2.1
Name: nabla-papermill
Version: {VERSION}
Summary: Parameters of papermill in TypeScript, for the Nabla kernel
License: MIT
"""
WHEEL = "Wheel-Version: 1.0\nGenerator: nabla\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
# papermill loads every engine at its start; that is when the module registers its translator.
ENTRY_POINTS = f"[papermill.engine]\nnabla = {NAME}:Engine\n"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    files = {
        f"{NAME}.py": Path(__file__).with_name(f"{NAME}.py").read_text("utf-8"),
        f"{INFO}/METADATA": METADATA,
        f"{INFO}/WHEEL": WHEEL,
        f"{INFO}/entry_points.txt": ENTRY_POINTS,
    }
    record = "".join(f"{path},{digest(text)},{len(text.encode())}\n" for path, text in files.items())
    files[f"{INFO}/RECORD"] = f"{record}{INFO}/RECORD,,\n"
    wheel = f"{NAME}-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(Path(wheel_directory, wheel), "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(path, text.encode())
    return wheel


def digest(text):
    sha = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
    return "sha256=" + sha.rstrip(b"=").decode()
