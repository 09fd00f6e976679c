"""Chinese on a page of another language, marked as Chinese, for those who listen to the page and for the choice of glyphs.

>>> print(marked("<td>Old bridges renovated (改造老旧桥梁)</td>"))
<td>Old bridges renovated (<span lang="zh">改造老旧桥梁</span>)</td>

What is marked already stays as it is, and so do pictures, styles and scripts.

>>> print(marked('<p lang="zh">增长<mark>5.5</mark>%</p><svg><text>增长</text></svg>'))
<p lang="zh">增长<mark>5.5</mark>%</p><svg><text>增长</text></svg>
"""

from __future__ import annotations

import re

_SPAN = r'<span lang="zh">\g<0></span>'

# A run of Chinese, with what stands between two characters of it: 5G基站, 全年3.2亿元.
_CHINESE = re.compile(
    r"""
    [㐀-鿿]
    (?: [^<>&()\s]{0,8}? [㐀-鿿、。《》（）：；，！？]+ )*
    """,
    re.VERBOSE,
)
_TAG = re.compile(r"""<(?P<slash>/?)(?P<name>[A-Za-z][\w-]*)(?P<fields>(?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_MARKED = re.compile(r'(?<![a-z])lang="zh')
_KEPT = {"svg", "script", "style", "title", "option", "textarea"}  # no element may stand in them, or nobody reads them


def marked(html: str) -> str:
    """Return HTML in which every run of Chinese outside of elements in Chinese is an element in Chinese."""
    parts: list[str] = []
    position = depth = 0
    kept = ""  # the element whose end is looked for
    for tag in _TAG.finditer(html):
        text = html[position : tag.start()]
        parts += [text if kept else _CHINESE.sub(_SPAN, text), tag[0]]
        position = tag.end()
        name, closed = tag["name"].lower(), tag["fields"].endswith("/")
        if not kept and not tag["slash"] and not closed and (name in _KEPT or _MARKED.search(tag["fields"])):
            kept, depth = name, 1
        elif name == kept and not closed:
            depth += -1 if tag["slash"] else 1
            kept = kept if depth else ""
    return "".join([*parts, _CHINESE.sub(_SPAN, html[position:])])
