"""The history workspace of regulatory staff at `/admin/history/`."""
