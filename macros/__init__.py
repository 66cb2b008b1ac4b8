"""The website: the only package that knows MkDocs and the templates of pages."""
