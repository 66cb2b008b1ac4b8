"""The website: the only room that knows MkDocs and the templates of pages."""
