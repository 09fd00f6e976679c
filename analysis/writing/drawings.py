"""A chart as a drawing: Vega-Lite to SVG without a browser, in the packaged Chinese font, fit to be put into a page.

Vega writes for a page of its own: roles for every part, classes, ids counted from the start of the process. Here
only what is drawn is left, with ids numbered in order, so that the same chart gives the same bytes. Two things more
stay: what a mark says of itself (a `description` that begins with `TIP`), with the place its `href` leads to, and which
colour an entry of the legend is for.

>>> spec = {"mark": "text", "encoding": {"text": {"value": "就业"}}, "data": {"values": [{}]}}
>>> [text.text for text in draw(spec).iter("text")]
['就业']
"""

from __future__ import annotations

import base64
import copy
import importlib.resources
import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import vl_convert

FONT_FAMILY = "Noto Sans SC"
_FONT_FOLDER = "fonts/ofl/notosanssc"

TIP = "tip:"  # what begins the words of a mark; Vega-Lite gives words of its own to every other

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}"
_SCHEMA_VERSION = re.compile(r"/vega-lite/v(?P<version>\d+\.\d+)")
_REFERENCE = re.compile(r"url\(#(?P<name>[^)]+)\)")
_WEIGHTS = {"normal": "400", "bold": "700"}


def font_directory() -> Path:
    """Name the folder of the packaged Chinese font, the only font that charts and PDFs are set in."""
    return Path(str(importlib.resources.files("justmytype_intl_cjk"))) / _FONT_FOLDER


def draw(spec: Mapping[str, object]) -> ElementTree.Element:
    """Draw a Vega-Lite chart as SVG; data at an address is refused."""
    version = _SCHEMA_VERSION.search(str(spec.get("$schema", "")))
    config = spec.get("config")
    chosen = {**config, "font": FONT_FAMILY} if isinstance(config, dict) else {"font": FONT_FAMILY}
    vl_convert.register_font_directory(str(font_directory()))
    drawn = vl_convert.vegalite_to_svg(
        {**spec, "background": "transparent", "config": chosen},
        vl_version=version["version"] if version else None,
        allowed_base_urls=[],
    )
    svg = ElementTree.fromstring(drawn)
    for scope in svg.iterfind(".//*[@class='mark-group role-legend-entry']//*[@class='mark-group role-scope']/*"):
        symbol = scope.find(".//*[@class='mark-symbol role-legend-symbol']/*")
        if symbol is not None:
            scope.set("data-legend", symbol.get("fill", ""))
    for node in svg.iter():
        # Names without namespaces: the prefixes ElementTree would invent are not understood inside HTML.
        node.tag = node.tag.removeprefix(f"{{{_SVG}}}")
        for key in list(node.attrib):
            if key == "aria-label" and node.attrib[key].startswith(TIP):
                node.set("data-tip", node.attrib.pop(key).removeprefix(TIP))
            elif key == "class" or key == "role" or key.startswith("aria-"):
                del node.attrib[key]
            elif key.startswith(_XLINK):
                # A place on the page gets an address from Vega, which knows of no page.
                node.set("xlink:" + key.removeprefix(_XLINK), re.sub(r"^[^#]*", "", node.attrib.pop(key)))
        if node.tag == "a" and not node.get("xlink:href"):
            node.tag, node.attrib = "g", {}
    _rename(svg, "part")
    svg.set("xmlns", _SVG)
    svg.set("xmlns:xlink", _XLINK.strip("{}"))
    return svg


def for_page(svg: ElementTree.Element, name: str) -> ElementTree.Element:
    """Copy a drawing for HTML: ids carry the name, text takes the font of the page, marks with words can be reached."""
    shown = copy.deepcopy(svg)
    for node in shown.iter():
        node.attrib.pop("font-family", None)
        for mark in node.findall("./*[@data-tip]"):
            if node.tag == "a":
                node.set("data-tip", mark.attrib.pop("data-tip"))
                node.set("aria-label", node.attrib["data-tip"])
            else:
                mark.attrib |= {"role": "img", "tabindex": "0", "aria-label": mark.attrib["data-tip"]}
    if speaks(shown):
        _hush(shown)
    _rename(shown, name)
    return shown


def speaks(svg: ElementTree.Element) -> bool:
    """Return whether any mark of a drawing has words of its own."""
    return svg.find(".//*[@data-tip]") is not None


def _hush(svg: ElementTree.Element) -> None:
    """Hide the parts without such marks from whoever listens: the words of the marks say it all."""
    kept = ("data-tip", "data-legend")
    for child in svg:
        if any(child.get(name) is not None for name in kept):
            continue
        if any(child.find(f".//*[@{name}]") is not None for name in kept):
            _hush(child)
        else:
            child.set("aria-hidden", "true")


def for_typst(svg: ElementTree.Element) -> ElementTree.Element:
    """Copy a drawing for Typst, which draws a variable font at its default weight, Thin, unless told so in this way."""
    shown = copy.deepcopy(svg)
    for node in shown.iter():
        node.attrib.pop("data-tip", None)
        if node.tag == "a":
            node.tag = "g"
            node.attrib.clear()
    for node in shown.iter("text"):
        weight = _WEIGHTS.get(asked := node.attrib.pop("font-weight", "normal"), asked)
        node.set("style", f"font-variation-settings: 'wght' {weight}")
    return shown


def address(svg: ElementTree.Element) -> str:
    """Return a drawing as an address that a picture may have, where a page lets no drawing in."""
    shown = copy.deepcopy(svg)
    for node in shown.iter("text"):
        node.set("font-family", f"{FONT_FAMILY}, sans-serif")  # such a picture knows the fonts of the machine alone
    return f"data:image/svg+xml;base64,{base64.b64encode(ElementTree.tostring(shown)).decode('ascii')}"


def _rename(svg: ElementTree.Element, name: str) -> None:
    """Give every id the name and its place in order; Vega counts on from one chart to the next."""
    old = [node.get("id") for node in svg.iter() if node.get("id")]
    new = {was: f"{name}-{place}" for place, was in enumerate(dict.fromkeys(old), 1)}
    for node in svg.iter():
        for key, value in node.attrib.items():
            if key == "id":
                node.set(key, new[value])
            elif key == "xlink:href" and value[1:] in new:  # any other is a place on the page
                node.set(key, "#" + new[value[1:]])
            elif "url(#" in value:
                node.set(key, _REFERENCE.sub(lambda found: f"url(#{new[found['name']]})", value))
