"""The domain that the site builder and the feedback app share: content files as frozen objects."""
