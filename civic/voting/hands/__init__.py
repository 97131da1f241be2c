"""Raised hands, for motions that are not secret."""
