"""The cards about a round's report: approving it, its versions, what was corrected, and its documents."""
