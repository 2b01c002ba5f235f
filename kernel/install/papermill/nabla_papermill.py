"""Teaches papermill TypeScript: `papermill in.ipynb out.ipynb -p rate 0.1` writes `let rate = 0.1;` before it runs.

papermill loads the engines that packages announce; this one is its usual engine, and loading it registers the
translator.
"""

import json
import math
import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

# Beyond it a TypeScript number no longer holds every whole number.
LARGEST_WHOLE = 2**53

# `const name: type = value; // help`, as it stands in a cell tagged "parameters".
DECLARATION = re.compile(
    r"^\s*(?:const|let|var)\s+(?P<name>[\w$]+)\s*(?::\s*(?P<type>[^=]+?))?\s*=\s*(?P<value>.*?)\s*;?\s*(?://\s*(?P<help>.*?)\s*)?$"
)


class TypeScriptTranslator(Translator):
    """Values of papermill's parameters as TypeScript expressions."""

    @classmethod
    def translate_str(cls, val):
        return json.dumps(val, ensure_ascii=False)

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_int(cls, val):
        return f"{val}n" if abs(val) > LARGEST_WHOLE else f"{val}"

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "NaN"
        if math.isinf(val):
            return "Infinity" if val > 0 else "-Infinity"
        return repr(val)

    @classmethod
    def translate_dict(cls, val):
        pairs = (f"{cls.translate_key(str(key))}: {cls.translate(each)}" for key, each in val.items())
        return "{ " + ", ".join(pairs) + " }" if val else "{}"

    @classmethod
    def translate_key(cls, key):
        # In brackets "__proto__" is a key like any other.
        return '["__proto__"]' if key == "__proto__" else cls.translate_str(key)

    @classmethod
    def translate_list(cls, val):
        return "[" + ", ".join(cls.translate(each) for each in val) + "]"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        # A later cell may assign to it; what an earlier one declared is declared anew.
        return f"let {name} = {str_val};"

    @classmethod
    def inspect(cls, parameters_cell):
        """The parameters that a notebook offers, for `papermill --help-notebook`; one declaration a line."""
        found = map(DECLARATION.match, parameters_cell["source"].splitlines())
        return [
            Parameter(
                name=each["name"],
                inferred_type_name=each["type"] or "None",
                default=each["value"],
                help=each["help"] or "",
            )
            for each in found
            if each
        ]


class Engine(NBClientEngine):
    """papermill's usual engine."""


papermill_translators.register("nabla", TypeScriptTranslator)
papermill_translators.register("typescript", TypeScriptTranslator)
