"""The invented site: a family, those who write to them, and one person of each kind to sign in as."""
