"""Scan, settle, capture, screen: from a file in a folder to a receipt."""
