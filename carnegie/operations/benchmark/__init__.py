"""Measuring pages against a floor view in the same run, since machines differ and ratios do not.

`dataset` fills a database of its own, `pages` lists what is measured, `drive` loads one page with wrk,
`report` writes the table. The command `benchmark` puts them together.
"""
