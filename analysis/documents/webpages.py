"""A web page -> the text of its article, through trafilatura: navigation, scripts and footers are left behind.

What the page keeps around the report inside its article (a source line, a credit) is `furniture`'s to find.
"""

from __future__ import annotations

import logging
import re

from analysis.errors import SourceError


def text(page: str) -> str:
    """Return the article of a page, a paragraph a line with a blank line between.

    Raises SourceError where the page has no article.
    """
    import trafilatura  # a sixth of a second, and few reports are web pages

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it would warn of is told in our own words
    # The file was decoded already; what the page says of its encoding would only confuse the parser.
    plain = re.sub(r"<meta[^>]*charset[^>]*>|<\?xml[^>]*\?>", "", page, flags=re.IGNORECASE)
    found = trafilatura.extract(
        plain, output_format="txt", include_comments=False, include_tables=True, favor_recall=True, fast=True
    )
    if not found:
        raise SourceError("is a web page without an article; copy the text of the report into a .txt file")
    return "\n\n".join(line.strip() for line in found.split("\n") if line.strip()) + "\n"
