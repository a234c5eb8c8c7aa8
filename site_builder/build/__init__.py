"""From staged Markdown to a checked site: engine, HTML checks, security policy, compression."""
