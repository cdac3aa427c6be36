"""The pieces every page is made of: one typed function each, with its template in `ui/` and its style in
`static/css/ui/`. Templates reach them through `{% load ui %}`; the gallery at `/gestion/componentes/` shows them all.
"""
