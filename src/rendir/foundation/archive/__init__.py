"""What a municipality did to render accounts before Rendir, as it kept it: folders of Word, Excel and PDF, brought in
as a dated archive marked «importado» (archivo de años anteriores). Rendir vouches only that nothing changed since then.
Ley 594 de 2000, art. 4; Ley 1712 de 2014, art. 7.
"""
