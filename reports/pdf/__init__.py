"""The report as a PDF for archives and screen readers: PDF/A-3a and PDF/UA-1, with its data attached."""
