"""The tests, mirroring lib/, then the pages in a real browser, the documents, the shape."""
