"""The steps, one file each; a step that has shipped is never changed."""
