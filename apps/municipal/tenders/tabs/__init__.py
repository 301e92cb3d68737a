"""The tabs of the tool, a folder each: `demo.py` draws, the modules beside it know."""
