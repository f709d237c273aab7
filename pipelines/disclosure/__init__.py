"""What may be published of few persons: primary rules, and the cells that must go with them (disclosure.md).

`primary`, `summaries`, `curve` and `rounds` hold the rules for single figures. `linking.link` makes one model of all
published tables, and `protection.protect` finds what must be suppressed in it: `pattern` proposes, `attack` tries, and
what it finds becomes a cut (`cuts`) for the next proposal.

Pure: no file, warehouse or contract is known here. What comes out is checked by ``pipelines.audit``, which shares no
code with this package.
"""
