"""A report as data: a workbook, CSV and JSON, with what every field in them means."""
