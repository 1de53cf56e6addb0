"""django-contrib-comments as its documentation sets it up."""
