"""That nobody changed, dropped or added a ballot: leaves, their tree, the signed bundle, receipts, and a second count.

The format is docs/decisions/0024-bundle.md. Pure: nothing here knows the web or the database, or draws lots. `verify.py`
imports nothing of ours, because strangers run it alone.
"""
