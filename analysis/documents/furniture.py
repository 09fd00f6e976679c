r"""Page furniture: buttons, source lines, photo credits and licence notes around the text of a report.

Nothing is deleted: furniture is a list of spans, because every later citation is an offset into the text as it was
read. A furniture rule is a named pattern beside lines it must take and lines of reports it must leave; a rule that
would need to know one particular page does not belong here.

>>> page = "某市政府工作报告\n来源:某市日报\n各位代表:\n(责任编辑:张三)\n精彩图片\n某市政府工作报告\n查看余下全文\n"
>>> [page[span.start : span.end] for span in furniture(page)]
['来源:某市日报', '(责任编辑:张三)', '精彩图片', '某市政府工作报告', '查看余下全文']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureRule:
    """One kind of furniture: a verbose pattern, texts it must find whole (`takes`) and report text it must `leave`.

    The pattern matches a whole line, or with `anywhere` any stretch of text.
    """

    name: str
    pattern: str
    takes: tuple[str, ...]
    leaves: tuple[str, ...]
    anywhere: bool = False

    def find(self, text: str) -> Iterator[Span]:
        """Yield where the rule finds furniture, without the white space around it."""
        pattern = self.pattern if self.anywhere else rf"^[^\S\n]*(?P<furniture>{self.pattern})[^\S\n]*$"
        for match in re.finditer(pattern, text, re.MULTILINE | re.VERBOSE):
            found = match.group().rstrip()
            yield Span(match.end() - len(match.group().lstrip()), match.start() + len(found))


FURNITURE: tuple[FurnitureRule, ...] = (
    FurnitureRule(
        name="invisible",  # zero-width spaces and joiners, soft hyphens, marks of writing direction
        pattern=r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+",
        takes=("\u200d", "\u200b\ufeff"),
        leaves=("各位代表：", "2700个\u3000美丽"),
        anywhere=True,
    ),
    FurnitureRule(
        name="buttons",
        pattern=r"""
            (?P<size> 【? 字[号体] [：:] \s* (?: (?: 加大 | 还原 | 减小 | 默认 | [大中小] ) \s* ){1,4} 】? )
          | (?P<action> [\[【]? (?: 下载 | 打印(?:本页)? | 全屏 | 收藏 | 关闭(?:窗口)? | 返回顶部 ) [\]】]? [^\S\n]* )+
        """,
        takes=("下载", "【字号：\n加大\n还原\n减小\n】", "【字号：大 中 小】", "【打印】【关闭】"),
        leaves=("下载量超过3亿次。", "收藏品交易额增长5%", "大"),
    ),
    FurnitureRule(
        name="source",  # fields with the source or the time of publication; a date alone may be the report's own
        pattern=r"""
            (?= [^\n]* (?: 来源 | 时间 | 日期 | \d [：:] \d ) )
            (?: (?: (?: (?: 发布 | 更新 )? (?: 时间 | 日期 ) [：:] [^\S\n]* )?
                    \d{4} [-/.年] \d{1,2} [-/.月] \d{1,2} 日? (?: [^\S\n]+ \d{1,2} (?: [：:] \d{2} ){1,2} )?
                  | (?: 信息 | 文章 | 稿件 )? 来源 [：:] [^\S\n]* [^\s，。；：、,;:]{1,20}
                )
                (?: [^\S\n]+ | $ )
            )+
        """,
        takes=(
            "2022年01月13日 16:17\u00a0\u00a0\u00a0来源:沈阳日报\u00a0\u00a0",
            "2022-01-13 16:17 来源:沈阳日报",
            "来源：北京日报",
            "时间：2026-02-02",
            "来源：某市人民政府办公室  发布日期：2025-01-20 09:30:00",
        ),
        leaves=(
            "2022年1月8日",
            "——2022年1月8日在沈阳市第十七届人民代表大会第一次会议上",
            "来源：一般公共预算，其中中央资金40%。",
            "2022年，全市进出口总额增长10%。",
        ),
    ),
    FurnitureRule(
        name="printed",  # what a browser prints above and below a page: when, its title; where, which sheet of how many
        pattern=r"""
            (?: \d{1,2}/\d{1,2}/\d{2} | \d{4}/\d{1,2}/\d{1,2} ) [,，]? [^\S\n]* (?: [上下]午 )? \d{1,2} [:：] \d{2}
            (?: [^\S\n]* [AP]M )? [^\n]{0,60}
          | (?: https? | file ) :// [^\s，。；]+ (?: [^\S\n]+ \d+/\d+ )?
        """,
        takes=(
            "11/22/26,4:28PM 报告",
            "2026/1/20 16:28 某市政府工作报告_某市人民政府",
            "https://www.example.gov.cn/a/b.html 1/12",
            "file:///C:/报告.html",
        ),
        leaves=("2026年1月20日16:28", "某市政府工作报告", "1/3的项目开工", "https://www.example.gov.cn/是市政府网站。"),
    ),
    FurnitureRule(
        name="editor",
        pattern=r"""
            [（(]? (?: 责任编辑 | 责编 | 编辑 | 校对 | 审核 | 审校 ) [：:] [^\S\n]*
            [^\s，。；：]{1,12} (?: [^\S\n] [^\s，。；：]{1,4} )* [）)]?
        """,
        takes=("(责任编辑:石兰兰)", "责任编辑：张 三", "编辑：李四"),
        leaves=("编辑出版地方志20部。", "责任编辑制度进一步健全"),
    ),
    FurnitureRule(
        name="teaser",
        pattern=r"""
            精彩(?: 图片 | 推荐 ) | 热点推荐 | (?: 查看(?: 余下 )? | 阅读 | 展开 ) 全文
          | (?: 相关(?: 报道 | 新闻 | 阅读 | 链接 | 稿件 | 文章 ) | 延伸阅读 | 分享到 ) [：:]?
          | [上下]一[篇条] [：:] [^\n]{0,60}
        """,
        takes=("精彩图片", "查看余下全文", "相关报道：", "上一篇：某市财政预算报告"),
        leaves=("相关报道显示，全市接待游客1.2亿人次。", "分享发展成果"),
    ),
    FurnitureRule(
        name="photo",  # a caption of one or two short sentences, with the photographer at its end
        pattern=r"""
            [^\n；;]{0,60}? (?: 记者 | 通讯员 ) [^\S\n]* (?: [\u4e00-\u9fff·]{2,8} [^\S\n]* ){1,3} (?<! [拍录] ) 摄 [）)]?
        """,
        takes=(
            "政府工作报告。 贵州日报天眼新闻记者 李森 摄",
            "殷勇同志作政府工作报告。本报记者 戴冰摄",
            "1月27日，某某代表自治区人民政府，向大会作政府工作报告。某云/某地日报记者谢某摄",
        ),
        leaves=("本报记者 王月宏 朱柏玲", "全年拍摄电影20部，引进剧组摄制项目30个。", "本版稿件均由记者 王琳 采写"),
    ),
    FurnitureRule(
        name="turn",  # a newspaper's "continued on page four"
        pattern=r"[（(] (?: 上接 | 紧接 | 下转 ) 第? [一二三四五六七八九十\d]{1,3} 版 [^）)\n]{0,12} [）)]",
        takes=("（上接第一版）", "（紧接第一版）", "（下转第四版）"),
        leaves=("承上接下", "（第二版）"),
        anywhere=True,
    ),
    FurnitureRule(
        name="licence",  # the licence box at the foot of a library's page; it runs to the end of the file
        pattern=r"^ 本作品 (?= [\s\S]{0,400} 公有[领領]域 ) [\s\S]{0,800} \Z",
        takes=("本作品是中华人民共和国的\n法律\n，属于\n公有领域\n。\n\nPublic domain\nfalse\nfalse",),
        leaves=("本作品展览共接待观众20万人次。",),
        anywhere=True,
    ),
)


def furniture(text: str) -> tuple[Span, ...]:
    """Find the page furniture of a text, without the white space around it; spans are ordered and disjoint."""
    found = [span for rule in FURNITURE for span in rule.find(text)]
    return _merged([*found, *_repeated_title(text, _merged(found))])


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)


def _repeated_title(text: str, known: tuple[Span, ...]) -> Iterator[Span]:
    """Find the title standing a second time among the furniture after the end of the text (a link to the same page)."""
    lines = [Span(match.start(), match.end()) for match in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    title = next((text[line.start : line.end] for line in lines if line not in known), "")
    for line in reversed(lines[1:]):
        if text[line.start : line.end] == title:
            yield line
        elif not any(span.start <= line.start and line.end <= span.end for span in known):
            return
