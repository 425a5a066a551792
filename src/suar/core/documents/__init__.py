"""PDF (`typeset`), letters (`letters`, `numbers`), workbooks (`spreadsheets`), dates and figures in words."""
