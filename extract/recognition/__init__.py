"""Read pages that are only images, with Tesseract."""
