"""The report as a web page of its own, which reads well on a phone, on paper and with a screen reader."""
