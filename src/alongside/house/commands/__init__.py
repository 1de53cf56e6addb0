"""The commands of `alongside`, one module each; each has a `command`."""
