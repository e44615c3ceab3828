"""Tables to proposed claims: sheets of cells, rows as text, a mapping that a person can write, values read.

A row is a source of its own: its text T is the row, `Heading: cell` after `Heading: cell`, with a tab between
two, so that each cell is a span of it and equal rows are one source, in whichever file and place they stand.
"""
