"""House: settings, addresses, start-up checks and the `alongside` command. No rule of the domain lives here."""
