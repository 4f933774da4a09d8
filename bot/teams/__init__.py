"""The seam: the only place that speaks Bot Framework."""
