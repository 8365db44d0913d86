"""Pages that are only pictures, read with Tesseract."""
