"""The words that the site builder and the feedback app both speak: content files as frozen objects."""
