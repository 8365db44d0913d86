"""The model of a page as a viewer shows it: PDFium's characters, numbers and images, if they are visible."""
