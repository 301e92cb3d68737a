"""What participants' pages, console and board have in common."""
