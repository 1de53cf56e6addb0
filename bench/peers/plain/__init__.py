"""A guest book as one would write it with Django alone: a model, a form, the ORM, a template; the usual middleware."""
