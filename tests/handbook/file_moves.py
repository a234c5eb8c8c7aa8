"""Files under the hands of somebody who renames, moves, cuts and saves them, as in a file manager."""

import shutil
from pathlib import Path


def put_back(root: Path, path: str, meant: Path) -> None:
    """The file as it was, in place of none or of a link."""
    (root / path).unlink(missing_ok=True)
    shutil.copy(meant / path, root / path)


def cut(root: Path, path: str, most: int) -> None:
    """As many whole lines from the beginning as make so many bytes; of a picture, the bytes."""
    data = (root / path).read_bytes()[:most]
    (root / path).write_bytes(data[: data.rfind(b"\n") + 1] or data)


def save_as(root: Path, path: str, ending: str) -> None:
    """The same under a name with another ending."""
    file = root / path
    file.rename(file.with_suffix(ending))


def send_again(root: Path, path: str, name: str) -> None:
    """Under another name, and this name on each page that shows it."""
    file = root / path
    file.rename(file.with_name(name))
    old, new = file.name.encode(), name.encode()
    # A page may be in another encoding, which is told of in its turn.
    for page in (root / "docs").rglob("*.md"):
        page.write_bytes(page.read_bytes().replace(b"<" + old + b">", new).replace(old, new))


def move(root: Path, path: str, to: str) -> None:
    """To another path, below folders that may be new."""
    (root / to).parent.mkdir(parents=True, exist_ok=True)
    (root / path).rename(root / to)


def take_away(root: Path, path: str) -> None:
    """Delete it."""
    (root / path).unlink()


def shorten_names(root: Path, path: str, most: int) -> None:
    """Each folder and the file with at most so many letters."""
    *folders, name = path.split("/")
    stem, dot, ending = name.rpartition(".")
    move(
        root, path, "/".join([*(each[:most].strip("-") for each in folders), f"{stem[:most].strip('-')}{dot}{ending}"])
    )


def give_another_name(root: Path, path: str, wrong: str) -> None:
    """A figure behind the name of a folder or a file, wherever it is in the path."""
    parts = [f"{each}-2" if each == wrong else each.replace(f"{wrong}.", f"{wrong}-2.", 1) for each in path.split("/")]
    move(root, path, "/".join(parts))


def split_page(root: Path, path: str) -> None:
    """Half of a page's paragraphs as a page of its own beside it, below the same header."""
    file = root / path
    begin, header, body = file.read_text(encoding="utf-8").split("---\n", 2)
    paragraphs = body.split("\n\n")
    half = len(paragraphs) // 2
    for to, part in ((file, paragraphs[:half]), (file.with_stem(f"{file.stem}-2"), paragraphs[half:])):
        to.write_text("---\n".join([begin, header, "\n\n".join(part)]), encoding="utf-8")


def to_a_folder_of_its_own(root: Path, path: str) -> None:
    """Beside the folder in which another file of its kind is kept."""
    folder, _, name = path.rpartition("/")
    move(root, path, f"{folder}-2/{name}")


def to_a_survey(root: Path, path: str) -> None:
    """A wave, to the survey of which it is one."""
    survey = next(root.glob("surveys/*/survey.yml")).parent
    move(root, path, (survey / "waves" / Path(path).name).relative_to(root).as_posix())


def beside_its_wave(root: Path, path: str) -> None:
    """What is told of a wave, to the newest one."""
    folder, _, name = path.rpartition("/")
    wave = max(each.stem for each in (root / folder / "waves").glob("*.yml") if "." not in each.stem)
    move(root, path, f"{folder}/waves/{wave}.{name}")
