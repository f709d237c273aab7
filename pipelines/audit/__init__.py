"""The auditor: what an outsider computes from published tables, and whether that is too much (disclosure.md, Safe).

It reads what was published and nothing else, and shares no code with ``pipelines.disclosure``, which decided what to
publish: a mistake there is found here. `audit` is the door.
"""
