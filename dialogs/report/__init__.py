"""Talk about a round's report: what it would say, approving it, its versions, and its documents."""
