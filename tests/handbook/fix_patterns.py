"""The sentences of the check, as patterns, and the fix that each of them asks for."""

import re
from collections.abc import Callable

from tests.handbook import file_moves, fixes
from tests.handbook.drafts import Draft
from tests.handbook.fixes import Action
from tests.handbook.knowledge import Knowledge

PAGE_THERE = r"](../index.md)"


OF_MARKDOWN: tuple[tuple[str, Callable[[re.Match[str], Knowledge], Action]], ...] = (
    (
        "write it right before the first and right behind the last word",
        lambda _, __: fixes.at_place(lambda draft, told: draft.close_marks(told.wrong)),
    ),
    ("begin each point on a line of its own with `- `", fixes.replace_pattern(r"^([ \t>]*)\S+[ \t]+", r"\1- ")),
    ("begin each step on a line of its own with `1. `", fixes.replace_pattern(r"^([ \t>]*)\S+[ \t]+", r"\g<1>1. ")),
    ("write `([^`]+)` where it ends", lambda match, _: fixes.at_place(lambda draft, __: draft.end_line_with(match[1]))),
    ("write it on a line of its own that begins with `#`", fixes.without_argument(Draft.move_comment)),
    ("take its `#` out", fixes.without_argument(Draft.delete_line)),
    (
        "write ([`~]{3,}) on a line of its own where it ends",
        lambda match, _: fixes.at_place(lambda draft, __: draft.write_at_end(match[1])),
    ),
    ("^say it in a word", lambda _, __: fixes.at_place(lambda draft, told: draft.replace_word(told.wrong, "careful"))),
    ("write the words in square .* nothing between: `\\[(.+)\\]\\((.+)\\)`", fixes.rewrite_link),
    ("take the braces out", fixes.replace_pattern(r"\{([^{}]*)\}", r"\1")),
    ("put the (?:picture|file) beside the page,? and write its name|put the file into docs/", fixes.add_picture_beside),
    ("put it beside the page", fixes.create_missing_file),
    ("write what it shows: `!\\[What", fixes.replace_pattern(r"!\[\]", "![A plan]")),
    ("write it in Markdown", fixes.replace_pattern("<b>(.*?)</b>", r"**\1**")),
    ("write one into its first row", fixes.replace_pattern(r"\|[ \t]+\|", "| What |")),
    (
        "^name the page|write one of these|write the page that tells it now|write where it leads, between",
        fixes.replace_pattern(r"\]\([^)]*\)", PAGE_THERE),
    ),
    (
        "write the whole address as the browser shows it",
        lambda _, __: fixes.at_place(lambda draft, told: draft.replace_word(told.wrong, "https://www.gov.uk/")),
    ),
    ("take them out", fixes.replace_pattern(r"(\]\([^)\s]*)\s+\"[^\"]*\"\)", r"\1)")),
    ("^write them into the text", fixes.replace_pattern(r"(\]\([^)\s]*)\s+\"([^\"]*)\"\)", r"\1) (\2)")),
    (
        "give this one a name of its own, here and in the text",
        fixes.without_argument(lambda draft: draft.rename_footnote("another")),
    ),
    (
        r"write `([^`]+) \.\.\.` on a line of its own at the end",
        lambda match, _: fixes.at_place(lambda draft, __: draft.write_at_end(f"\n{match[1]} Some words.")),
    ),
    (
        "^take the footnote out, with each `([^`]+)`",
        lambda match, _: fixes.at_place(lambda draft, __: draft.delete_footnote(match[1])),
    ),
    ("write an empty line above it$", fixes.replace_pattern("^", "\n")),
    ("write one sign alone before it", fixes.replace_pattern(r"^([ \t>]*)(?:\S+[ \t]+)+(?=\[[ x]\])", r"\1- ")),
    ("write `([^`]+)` into the text", lambda match, _: fixes.at_place(lambda draft, __: draft.write_above(match[1]))),
    ("^write `\\\\\\|` for a bar inside a cell", fixes.replace_pattern(r"\|([^|]*)\|$", r"\|\1|")),
    ("give the header another column", fixes.without_argument(Draft.add_column)),
    ("write `\\| \\|` for an empty one", fixes.replace_pattern(r"\|?$", "| |")),
    ("an empty line above it", fixes.replace_pattern("^", "\n")),
    ("take the signs of code around it out", fixes.replace_pattern(r"`([^`]*\{\{[^`]*)`", r"\1")),
    (
        "write it (?:outside the square brackets|into a sentence)",
        lambda _, __: fixes.at_place(lambda draft, told: draft.move_to_end_of_line(told.wrong)),
    ),
    (
        "write each on lines of its own, as `(<!-- words -->)`",
        lambda match, _: fixes.replace_pattern("<!--.*-->", f"\n\n{match[1]}\n\n")(match, _),
    ),
    (
        "put an empty line before and after each .* four spaces further in",
        fixes.replace_pattern(r"^([-*+](?: \[ \])?) ((?:[-*+]|\d+\.) .*)", r"\1\n\n    \2"),
    ),
    ("begin it at the start of the line", fixes.replace_pattern(r"^\s+", "")),
    ("^write them$", fixes.replace_pattern("$", " some words")),
    ("write one below it", fixes.without_argument(Draft.add_row)),
    (
        "^take its sign out|take this line out|take it out, and write a heading",
        fixes.without_argument(Draft.delete_line),
    ),
    ("take the table out", fixes.without_argument(Draft.delete_table)),
    (
        "write sentences",
        fixes.without_argument(lambda draft: draft.write_value("Messages wait at night and on Sundays.")),
    ),
    ("write it below the header", fixes.without_argument(lambda draft: draft.write_at_end("Some words."))),
    ("^write a space$", fixes.without_argument(lambda draft: draft.replace_character(" "))),
)
"""What the sentences say that are about the text of a page."""


OF_VALUES: tuple[tuple[str, Callable[[re.Match[str], Knowledge], Action]], ...] = (
    (
        "write `([^`]+)` in its place",
        lambda match, _: fixes.at_place(lambda draft, told: draft.replace_word(told.wrong, match[1])),
    ),
    ("put the text in ' '", fixes.without_argument(lambda draft: draft.replace_match('"(.*)"', r"'\1'"))),
    ("^write / instead|^write /$", fixes.without_argument(lambda draft: draft.replace_character("/"))),
    ("^two backslashes instead", fixes.without_argument(lambda draft: draft.replace_character("\\" * 2))),
    ("begin whichever of the two lines is new as far in as its neighbours", fixes.without_argument(Draft.line_up_item)),
    ("write each item on a line of its own, after `- `$", fixes.write_below),
    ("write lines with keys below it", fixes.write_below),
    ("write lines with keys, such as `(\\w+): \\.\\.\\.`", fixes.write_keys),
    ("write the text alone|write all of it behind the key", fixes.without_argument(Draft.to_one_line)),
    ("take each `- ` of it out", fixes.without_argument(Draft.take_dashes_out)),
    ("keep it to (\\d+)$", lambda match, _: fixes.at_place(lambda draft, __: draft.shorten(int(match[1])))),
    ("write one between|another time in `closes`", fixes.restore_value),
    (
        "write (\\d\\d:\\d\\d) in `(\\w+)`(?: and (\\d\\d:\\d\\d) in `(\\w+)`)?",
        lambda match, _: fixes.at_place(lambda draft, __: draft.set_keys(match[2], match[1], match[4], match[3])),
    ),
    ("write the `id` of what is meant", fixes.restore_id),
)
"""What the sentences say that are about one value, whatever it means."""


OF_FILES: tuple[tuple[str, Callable[[re.Match[str], Knowledge], Action]], ...] = (
    ("^add it$|put the file itself here", fixes.restore_file),
    ("(?:keep it below|save it smaller than) (\\d+) MB", fixes.cut_file),
    ("save it as (\\.\\w+), and put that here instead", fixes.change_file(file_moves.save_as)),
    ("send it again as `([^`]+)` and delete this one; then write this name", fixes.change_file(file_moves.send_again)),
    ("keep (it|them) to (\\d+) letters", fixes.shorten_path),
    ("move the file to another folder", fixes.move_beside_other_pages),
    ("give (?:the file|this one) another name|choose another", fixes.rename_file),
    ("take this file away", fixes.change_file(file_moves.take_away)),
    ("move the other to its own folder", fixes.change_file(file_moves.to_a_folder_of_its_own)),
    ("^move this file$", fixes.change_file(file_moves.to_a_survey)),
    ("move it to waves/<wave>", fixes.change_file(file_moves.beside_its_wave)),
    ("split it into 2 pages", fixes.change_file(file_moves.split_page)),
    ("take out those that begin no link", fixes.without_argument(lambda draft: draft.replace_text("[", "", -1))),
)
"""What the sentences say that are about the name, the place and the size of a file."""


OF_FACTS: tuple[tuple[str, Callable[[re.Match[str], Knowledge], Action]], ...] = (
    ("write (?:a day from )?(\\d{4}-\\d{2}-\\d{2})(?: on)?$", fixes.write_example),
    ("the nearest days are (\\d{4}-\\d{2}-\\d{2})", fixes.write_example),
    ("write (?:pounds|figures|one such as|it with 24 hours|the file of one of its pages)", fixes.restore_value),
    ("^name (?:a figure in|the one that was)", fixes.restore_value),
    ("^change the rule|correct its number|write the day on which it is instead", fixes.restore_value),
    ("correct its `(\\w+):` on line (\\d+)", fixes.restore_key_at_line),
    ("check the days? `(decided_on|starts)(?::`|` and `(told_on)`)", fixes.restore_keys),
    ("below `([\\w-]+):`, in place of `\\[\\]`", fixes.fill_list),
    (
        "add `([^`]+):` and below it `([^`]+):`",
        lambda match, knowledge: fixes.at_place(
            lambda draft, _: draft.add_inside(f"{match[1]}:\n  {match[2]}: {knowledge.keys[match[2]]}")
        ),
    ),
    (
        "take this line out and say in `([^`]+):`",
        lambda match, knowledge: fixes.at_place(
            lambda draft, _: draft.write_instead(f"{match[1]}: {knowledge.keys[match[1]]}")
        ),
    ),
    ("^say (?:in|with) `([^`]+):`", fixes.set_known_key),
    ("take (?:the (?:subject|group|meeting)|this (?:entry|amount)) out", fixes.without_argument(Draft.take_item_out)),
    (
        "move this entry to `(\\w+):` and take `(\\w+):` out",
        lambda match, _: fixes.at_place(lambda draft, __: draft.move_item_under(match[1], match[2])),
    ),
    ("move this one up|put the rows in the order of their ids", fixes.without_argument(Draft.swap_with_item_above)),
    ("change their order", fixes.without_argument(lambda draft: draft.sort_items("number"))),
    (
        "move it to section (\\d+)",
        lambda match, _: fixes.at_place(lambda draft, __: draft.move_item_to(f"- number: {match[1]}", "paragraphs")),
    ),
    ("write the first day first, each once", fixes.without_argument(Draft.sort_lines)),
    ("take some out after `except`", fixes.replace_pattern(r"( except \w+).*", r"\1")),
    (
        "write single days below `(\\w+):`, in place of `(\\w+):`",
        lambda match, knowledge: fixes.at_place(
            lambda draft, _: draft.fill(match[1], knowledge.keys[match[1]], match[2])
        ),
    ),
    (
        "take `(\\w+):` out of the last one",
        lambda match, _: fixes.at_place(lambda draft, __: draft.take_out_of_last(match[1])),
    ),
    (
        "[Ww]rite the words out",
        lambda _, __: fixes.at_place(lambda draft, told: draft.replace_word(told.wrong, "the words")),
    ),
    ("add it to (\\S+glossary\\.yml)", fixes.add_glossary_term),
    ("write the post, `([^`]+)`", fixes.replace_word),
)
"""What the sentences say that are about the lists of a service's facts."""


PATTERNS: tuple[tuple[str, Callable[[re.Match[str], Knowledge], Action]], ...] = (
    *OF_MARKDOWN,
    *OF_VALUES,
    *OF_FILES,
    *OF_FACTS,
    ("did you mean `([^`]+)`", fixes.write_suggestion),
    ("write one of: `[^`]+`(?:, `[^`]+`)*", fixes.choose_one),
    ("(?<=rename )(?:it|this file) to `([^`]+)`", fixes.rename),
    ("with the encoding UTF-8", fixes.save_as_utf_8),
    ("the most like it are `([^`]+)`", fixes.write_suggestion),
    ("check the year", fixes.restore_value),
    ("write the smaller number first", fixes.replace_pattern(r"(\d+)-(\d+)", r"\2-\1")),
    ("take (\\d+) out$", lambda match, _: fixes.at_place(lambda draft, __: draft.take_items_out(int(match[1])))),
    ("write the day on which it was, (\\d{4}-\\d{2}-\\d{2})", fixes.write),
    ("take (?:these questions|this section) out", fixes.without_argument(Draft.take_item_out)),
    ("move it below `([^`]+)`", lambda match, _: fixes.at_place(lambda draft, __: draft.move_item_below(match[1]))),
    ("move this section to the end", fixes.without_argument(lambda draft: draft.move_item_below(None))),
    ("put the oldest entry first", fixes.without_argument(Draft.swap_with_item_above)),
    ("take one of `([^`]+)` and `[^`]+` out", fixes.take_out),
    ("write `(example: yes)` there too", fixes.write_there_too),
    (
        "add `([^`]+):` and the title below a line `(waves:)`",
        lambda match, _: fixes.at_place(lambda draft, __: draft.add(f"{match[2]}\n  {match[1]}: cy")),
    ),
    (
        "add `([^`]+):` and the title below",
        lambda match, _: fixes.at_place(lambda draft, __: draft.add_inside(f"{match[1]}: cy")),
    ),
    ("translate it from the original", fixes.translate),
    ("begin (?:this|the line above it) with `## `", fixes.without_argument(Draft.begin_with_marks)),
    ("write a day after (\\d{4}-\\d{2}-\\d{2})", fixes.write_day_after),
    ("open after that|results are released after that|the service answers after that", fixes.write_day_after_named_day),
    (
        "check the days `(opens|starts)` and `(closes|ends)`",
        lambda match, _: fixes.at_place(lambda draft, __: draft.swap(match[1], match[2])),
    ),
    ("write a line `---` after its last line", fixes.without_argument(Draft.close_header)),
    ("write `-` in place of `\\*`", fixes.without_argument(lambda draft: draft.replace_word("*", "-"))),
    ("write ([\"']|closing quotes) at the end of the text", fixes.without_argument(Draft.close_quotes)),
    ("put the whole text in straight quotes: (.+)", fixes.write),
    ("put the whole text in straight quotes, from its first word", fixes.without_argument(Draft.quote_from_above)),
    ('put the whole (?:text|value) in (?:straight )?(?:quotes|" ")', fixes.without_argument(Draft.quote)),
    ("put text (?:that begins with `[^`]+` )?in quotes", fixes.without_argument(Draft.quote)),
    ("a remark on its own line", fixes.without_argument(Draft.move_remark)),
    ("put (?:each|each item) on a line of its own, after `- `", fixes.without_argument(Draft.to_list)),
    ("write each item of a list on a line of its own", fixes.without_argument(Draft.to_list)),
    ("write each key on a line of its own", fixes.without_argument(Draft.to_keys)),
    ("begin it under the (?:first letter of the line above|line it belongs to)", fixes.without_argument(Draft.line_up)),
    ("line them up", fixes.without_argument(Draft.line_up_item)),
    ("move it down, two spaces further right", fixes.without_argument(Draft.move_down)),
    ("begin it with `- `", fixes.without_argument(Draft.begin_with_dash)),
    ("begin it two spaces right of that text's key", fixes.without_argument(Draft.go_on_with_text)),
    (
        "begin the line with (\\d+) spaces",
        lambda match, _: fixes.at_place(lambda draft, __: draft.begin_with(int(match[1]))),
    ),
    ("write the day on which [^`]+, as `([^`]+)`", fixes.add),
    ("write a table with bars", fixes.without_argument(Draft.to_table)),
    ("write a space in its place", fixes.without_argument(lambda draft: draft.replace_character(" "))),
    ("delete it and type a space", fixes.without_argument(lambda draft: draft.replace_character(" "))),
    ("delete it, type the text again", fixes.without_argument(lambda draft: draft.replace_character(""))),
    ("keep one of (?:them|the two lines|the questions)", fixes.without_argument(lambda draft: draft.take_out(None))),
    ("give one of them another", fixes.rename_id),
    ("add its `([^`]+)` below line (\\d+)(?: of (\\S+\\.yml))?", fixes.add_below),
    ("write it in place of `([^`]+)` in (\\S+\\.yml)", fixes.replace_item_in_file),
    ("so take this one out|take this file out|take the file out", fixes.remove_file),
    ("add an entry below this one", fixes.add_agreed_entry),
    ("write here who it is, without the number", lambda _, __: fixes.at_place(fixes.replace_number)),
    ("below it a line `([^`]+)`", fixes.add),
    ("the words in `([^`]+:)`", fixes.add),
    ("write it after `([^`]+):`, in place of `([^`]+):`", fixes.rename_key),
    ("write a web `([^`]+:)`", fixes.write),
    ("and take `([^`]+)` out", fixes.take_out),
    ("a line `([^`]+)` with the day", fixes.add),
    (
        "add `consulted:` with .* such as `([^`]+)`",
        lambda match, _: fixes.at_place(lambda draft, __: draft.add(f"consulted:\n  - {match[1]}")),
    ),
    ("(?:add|add a line) (?:its )?`([^`]+)`", fixes.add),
    ("and `(example: yes)`", fixes.write),
    ("write the real number", fixes.write_known_number),
    (
        "^take `([^`]+)` and `([^`]+)` out",
        lambda match, _: fixes.at_place(lambda draft, __: (draft.take_out(match[2]), draft.take_out(match[1]))),
    ),
    ("write `([^`]+)`", fixes.write),
    ("write (01632 960|07700 900) and three more figures", lambda match, _: fixes.write_three_figure_number(match[1])),
    ("write (\\d+)\\b", fixes.write),
    ("write (#+)", lambda match, _: fixes.at_place(lambda draft, __: draft.write_marks(match[1]))),
    ("the first headings of a page have two `#`", fixes.without_argument(lambda draft: draft.write_marks("##"))),
    ("take the marks out", lambda _, __: fixes.at_place(lambda draft, told: draft.take_marks_out(told.wrong))),
    ("take the key out", fixes.without_argument(Draft.take_key_above_out)),
    ("write yes", fixes.without_argument(lambda draft: draft.write_value("yes"))),
    ("write [^,;`]+, such as (`[^`]+`|[\\w./-]+)", fixes.write_example),
    ("put (?:the lists|them|the questions and this fingerprint) back as they were", fixes.restore_file_or_folder),
    ("take the file from `publish` as it is", fixes.restore_file_or_folder),
    ("^take the link out", fixes.unlink_words),
    ("take (?:the line|this line|the question|this question|it|this) out", fixes.remove_what_is_named),
    ("take (?:this line of )?`([^`]+)` out", fixes.take_out),
)
"""What sentences say, and what a person does who obeys; what stands earlier is looked for first."""
