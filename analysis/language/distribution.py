"""A list of subjects given out to its numbers: what the list says once, at its head or its tail, goes to every member.

>>> distribute("航空航天、集成电路、新能源等新兴产业产值", 3)
['航空航天新兴产业产值', '集成电路新兴产业产值', '新能源新兴产业产值']
>>> distribute("城市、农村居民最低生活保障标准", 2)
['城市居民最低生活保障标准', '农村居民最低生活保障标准']
>>> distribute("新能源汽车、新材料、航空产业增加值", 3)
['新能源汽车产业增加值', '新材料产业增加值', '航空产业增加值']
>>> distribute("优势产业、高技术制造业、绿色产业增加值", 3)
['优势产业增加值', '高技术制造业增加值', '绿色产业增加值']
>>> distribute("国家级、省级创新平台", 2), distribute("市属国企营业收入、利润总额", 2)
(['国家级创新平台', '省级创新平台'], ['市属国企营业收入', '市属国企利润总额'])
"""

from __future__ import annotations

import re

from analysis.registries import lexicon


def distribute(subjects: str, count: int) -> list[str] | None:
    """Give each of `count` numbers its member of a list of subjects, with the head and tail that the list says once.

    Returns None where the list has another number of members.
    """
    text = re.sub(r"(?:预计|均|各|分别)$", "", subjects)
    if count == 2 and "、" not in text and text.startswith("城乡"):  # 城乡居民人均可支配收入分别增长3.9%和5.7%
        return [text.replace("城乡", "城镇", 1), text.replace("城乡", "农村", 1)]
    parts = _parts(text, count)
    if parts is None:
        return None
    *heads, final = parts
    if stem := _stem(heads, final):  # 生产安全事故起数、死亡人数、受伤人数: what dies is named once
        return [heads[0], *(stem + member for member in (*heads[1:], final))]
    if heads and heads[-1][-1] + final[0] in ("存贷", "产销"):  # 金融机构本外币存、贷款余额
        return [*heads[:-1], heads[-1] + final[1:], heads[-1][:-1] + final]
    tail = _tail(heads, final)
    told = "等" in final[2:]
    things = len(heads) > 1 or not re.search(r"(?:企业|项目|产业)$", heads[0] if heads else "")  # 小微企业、“三农”贷款
    members = [head if things and _complete(head, tail) and not told else _joined(head, tail) for head in heads]
    if heads and heads[0].startswith("第"):
        members, final = [m if m.startswith("第") else f"第{m}" for m in members], f"第{final.removeprefix('第')}"
    verb = lexicon.begins(heads[0], "counting") if heads else ""
    if verb and len(heads[0]) > len(verb):
        # A member that names its own size has its own verb or none: 接待游客人次和旅游收入.
        members = [m if lexicon.begins(m, "counting") else verb + m for m in members]
        final = final if lexicon.begins(final, "counting") or lexicon.ends(final, "size") else verb + final
    return [*members, final if "等" not in final[:14] or not heads else re.sub(r"等", "", final, count=1)]


def _parts(text: str, count: int) -> list[str] | None:
    """Split a list at its 、 and, where that is not enough, at its last 和, 及 or 与."""
    parts = [part for part in _split(text, "、") if part]
    if len(parts) == count:
        return parts
    for join in ("和", "以及", "及", "与"):
        if len(parts) == count - 1 and join in parts[-1]:
            head, _, rest = parts[-1].partition(join)
            if head and rest:
                return [*parts[:-1], head, rest]
    return None


def _split(text: str, mark: str) -> list[str]:
    """Split at a mark that is not inside quotation marks or brackets."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(text):
        depth += (char in "“（《") - (char in "”）》")
        if char == mark and not depth:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def _stem(heads: list[str], final: str) -> str:
    """Return what the first member of a list names for others that are nothing but a rate or a count.

    >>> _stem(["市民服务热线诉求解决率"], "满意率"), _stem(["生产安全事故起数"], "死亡人数"), _stem(["出生率"], "死亡率")
    ('市民服务热线诉求', '生产安全事故', '')
    >>> _stem(["地方财政收入"], "支出"), _stem(["进口"], "出口")
    ('地方财政', '')
    """
    bare = all(re.fullmatch(r"(?:..)?(?:率|人数|件数|起数|次数)|..量", member) for member in (*heads[1:], final))
    counted = r"(?:..)率|..量|人数|件数|起数|次数" if len(heads) == 1 else "起数|件数|次数|数"
    named = re.fullmatch(rf"(?P<stem>.{{2,}}?)(?:{counted})", heads[0]) if heads else None
    size = lexicon.ends(heads[0], "attribute") if heads else ""
    if len(heads) == 1 and final in lexicon.words("attribute") and size not in ("", final):
        return heads[0].removesuffix(size)  # 市属国企营业收入、利润总额
    if len(heads) == 1 and final in lexicon.words("pairs"):
        return heads[0].removesuffix(lexicon.ends(heads[0], "pairs")) if lexicon.ends(heads[0], "pairs") else ""
    return named["stem"] if bare and named else ""


def _tail(heads: list[str], final: str) -> str:
    """Return what the last member of a list says for all of them (城市、农村|居民最低生活保障标准)."""
    if "等" in final[2:] and (match := re.search(r"等(.{2,})$", final)):
        return match[1]
    kind = heads[-1][-1:] if heads else ""
    if kind in tuple("级类型") and all(head.endswith(kind) for head in heads) and kind in final[1:4]:
        return final[final.index(kind, 1) + 1 :]  # 国家级、省级创新平台
    length = len(heads[-1]) if heads else 0
    same = len({len(head.removeprefix("第")) for head in heads}) == 1  # 第一、二、三产业增加值
    same = same or {len(head) for head in heads[1:]} == {2}  # 改造老旧供热、燃气、排水管网: the first says more
    size = lexicon.ends(final, "size")
    if size == "率" and len(final) > 4:  # 美丽河湖、美丽海湾建成率
        size = final[-3:]
    elif size and (measured := re.search(rf"(?:[A-Z][A-Za-z\d.]*)?(?:年均|平均|人均)?{size}$", final)):
        size = measured[0]  # 长三角、汾渭平原PM2.5平均浓度
    before_size = length < len(final) - len(size)
    if (
        same
        and length <= 3
        and len(final) > length + 1
        and before_size
        and (heads[-1] in ("进口", "出口") or not lexicon.ends(heads[-1], "size"))
    ):
        return final[length:]
    if heads and heads[-1].endswith("业"):  # 优势产业、绿色产业增加值: the first has its 产业
        size = re.sub(r"^(?:产业|行业|业)(?=..)", "", size)
    return size if size and len(size) < len(final) else ""


def _joined(head: str, tail: str) -> str:
    """Put head and tail together, saying the character they share once: 烟酒类 + 类商品零售额."""
    return head + (tail[1:] if head[-1:] == tail[:1] else tail)


def _complete(head: str, tail: str) -> bool:
    """Whether a member of a list already names its size: 普及率, 增加值."""
    size = lexicon.ends(head, "size")
    if size in ("业", "产业") and not tail.endswith("业"):  # 优势产业|增加值
        return False
    return (
        not tail
        or lexicon.ends(head, "counted") != ""
        or size == "率"
        or (len(size) > 1 and head not in ("进口", "出口"))
    )
