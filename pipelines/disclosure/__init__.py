"""What may be published of few persons: primary rules, and the cells that must go with them (disclosure.md).

Pure: no file, warehouse or contract is known here. What comes out is checked by ``pipelines.audit``, which shares no
code with this package.
"""
