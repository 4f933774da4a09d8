"""The hall: the door, the keys and the wiring; the only room that touches the network."""
