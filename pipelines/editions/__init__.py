"""Editions: which tables an audience gets, in a file of its own.

`sql/editions/<edition>.sql` is one SELECT with a row a table (`Share`). What an audience gets of persons in another
form than the kernteam is made first, by the module of that edition, in a schema of the build that bears its name.
"""
