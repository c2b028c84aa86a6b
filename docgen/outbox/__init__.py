"""What people see: receipts, pages, registers, documents on disk."""
