"""Who is asked to look at a proposed change: a forge's CODEOWNERS, from the owner that each file names itself."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from handbook.facts.places import Places
from handbook.handbook import Handbook
from handbook.registry import reviewed_files

FILE = ".github/CODEOWNERS"

HEAD = """\
# Who is asked to look at a proposed change. Made by `python -m site_builder codeowners`, so change it there:
# `owner` in each file names the post, `forge` in service/places.yml the post's team on the forge.
# A path behind a # asks nobody, because its post has no team yet. Of several lines about a file the last one counts.
"""


def code_owners(handbook: Handbook) -> str:
    """The whole file: everything else first, then folders of surveys, then each file that names its owner."""
    places = handbook.facts.get(Places)
    teams = {role.title: role.forge for role in places.roles} if places else {}
    surveys = handbook.surveys | handbook.consultations
    parts = [HEAD]
    if places and places.code_owner:
        parts.append("# Everything else: programs, menu, looks, checks")
        parts += [*_owner_blocks({places.code_owner: ["*"]}, teams)]
    parts.append("# Waves and summaries, with their survey")
    parts += [*_owner_blocks(_by_post((f"/surveys/{slug}/", each.owner) for slug, each in surveys.items()), teams)]
    parts.append("# Each file by the post that owns it")
    parts += [
        *_owner_blocks(_by_post((f"/{path}", each.owner) for path, each in reviewed_files(handbook).items()), teams)
    ]
    return "\n".join(parts)


def _by_post(owned: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    posts: dict[str, list[str]] = defaultdict(list)
    for path, post in owned:
        posts[post].append(path)
    return {post: sorted(posts[post]) for post in sorted(posts)}


def _owner_blocks(posts: Mapping[str, list[str]], teams: Mapping[str, str | None]) -> Iterator[str]:
    """One block for each post."""
    for post, paths in posts.items():
        team = teams.get(post)
        lines = [f"{path} {team}" if team else f"# {path}" for path in paths]
        yield "\n".join([f"# {post}", *lines, ""])
