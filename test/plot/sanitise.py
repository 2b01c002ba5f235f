"""Cleans SVG as notebook sites do before they put it into their pages: bleach with html5lib's own list of SVG.

Reads a JSON object from name to SVG and writes one from name to what is left. bleach comes with nbconvert.
"""

import json
import sys

import bleach
from bleach._vendor.html5lib.filters import sanitizer

svg = "http://www.w3.org/2000/svg"
tags = {name for space, name in sanitizer.allowed_elements if space == svg}
attributes = {name for space, name in sanitizer.allowed_attributes if space is None}
attributes -= {"style", "id"}


def clean(text):
    return bleach.clean(text, tags=tags, attributes=list(attributes), strip=True)


json.dump({name: clean(text) for name, text in json.load(sys.stdin).items()}, sys.stdout)
