"""Pictures that people put beside pages: what their files carry, and how only what can be seen is published."""
