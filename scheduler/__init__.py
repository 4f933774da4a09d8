"""The clock tower: what happens because time passed."""
