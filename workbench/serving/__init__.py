"""The model process: one place where models answer, on loopback, in the OpenAI protocol.

`python -m workbench.serving`. Heavy work in here never stops a page of the door.
"""
