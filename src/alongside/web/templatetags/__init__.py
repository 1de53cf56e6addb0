"""What a template cannot find out by itself."""
