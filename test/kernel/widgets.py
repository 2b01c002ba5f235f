"""What ipywidgets' own kernel side says of its widgets: the state that each opens with, as JSON."""
import json

import ipywidgets

one_option = {"SelectionSlider", "SelectionRangeSlider"}
told = {}
for name in dir(ipywidgets):
    kind = getattr(ipywidgets, name)
    if not (isinstance(kind, type) and issubclass(kind, ipywidgets.Widget)):
        continue
    try:
        made = kind(options=["a"]) if name in one_option else kind()
    except Exception:  # Those that cannot be made of nothing.
        continue
    told[name] = {
        key: "" if isinstance(value, (bytes, memoryview)) else value
        for key, value in made.get_state().items()
    }
print(json.dumps(told))
