"""Media: a picture made safe. Whatever is sent is read by what it is, not by its name; what is kept carries no place, no
camera and no date, only the picture, upright, in the sizes that pages need.

Verbs: `taking_in.take_in`, `taking_in.let_go`; `space_picture.put_up`, `space_picture.take_down` (the one at the top of a
space's page). Words: rendition (one size in one format), shelf (where the files lie).
"""
