"""Forms, one module for each room: what a page asks, and the room's own rules said at the field."""
