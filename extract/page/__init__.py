"""One page as a viewer shows it: PDFium's characters, figures and pictures, and which of them leave ink."""
