"""What `check` finds before the engine runs: links, menu, references, Markdown, addresses.

Links are looked at twice, and nowhere else. Before the engine runs, `link_check` reads the sources: the links of pages,
the pages that data files name, and the menu; each fault has the line that a person wrote. After it,
`build.html_checks` reads the HTML: whatever a template wrote, every link and id of every page.
"""
