"""What several pages share: the frame of a page, forms drawn from configs, charts, tables, wording.

`charts`, `measures`, `fields`, `checking`, `markup` and `listings` are plain; the others draw with Streamlit.
"""
