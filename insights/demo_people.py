"""The synthetic district as plain data: seeded, without rows and without a clock.

Every name is a specimen ("林示例", "王某甲"), every phone lies in 1990000xxxx, every certificate number
begins with ``DEMO-``, and there is no identity number. Shares follow domain rules, section 3.3: 38 % under
35, 88.9 % with college or above. Two places are exact at any size: 友谊路街道 at 60.0 % and 高境镇 a single
head short of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Final

SEED: Final = 310113
MINIMUM: Final = 130
EXACT, ONE_SHORT = "310113003", "310113111"
# Code → (people counted, of these certified) for 1,200 people; other sizes keep the shares.
SHARES: Final = {
    "310113003": (110, 66),
    "310113007": (88, 47),
    "310113008": (96, 63),
    "310113101": (104, 58),
    "310113102": (166, 88),
    "310113103": (124, 71),
    "310113104": (84, 49),
    "310113106": (46, 24),
    "310113109": (152, 84),
    "310113111": (90, 53),
    "310113112": (62, 38),
    "310113113": (66, 37),
    "310113501": (12, 5),
}
_SURNAMES: Final = (
    "林陈李王张刘杨黄赵周吴徐孙朱马胡郭何高罗郑梁谢宋唐许韩冯邓曹"
    "彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
)
_GIVEN: Final = (
    *("示例", "样例", "范例", "试例", "演例", "拟例", "假例", "例子", "示范", "样本", "演示", "试用", "试样"),
    *("模拟", "虚拟", "化名", "某甲", "某乙", "某丙", "某丁", "某戊", "某己", "某庚", "某辛", "某壬", "某癸"),
)
# Signs that break careless software: outside the Basic Multilingual Plane, and rare inside it.
_RARE: Final = ("𠮷示例", "王䶮例", "李㛃例")
_NUMERALS: Final = "一二三四五六七八九"
_AREA_SIZE: Final = 22
EXCLUSION_REASONS: Final = ("借调区外机关一年以上", "援派外省市", "待退休交接", "脱产学习一年以上")
LEAVE_REASONS: Final = ("产假", "病假", "进修")


@dataclass(frozen=True)
class DemoArea:
    """A residential area below a street-town."""

    code: str
    name: str
    street_code: str


@dataclass
class DemoCertificate:
    """A state qualification; ``course`` says how far it has come (``verified``, ``submitted`` …)."""

    level: str
    number: str
    issued_on: dt.date
    course: str = "verified"


@dataclass
class DemoWorker:
    """One specimen person with an employment; units are codes, the home of today in ``home``."""

    number: int
    name: str
    street_code: str
    home: str
    education: str
    birth_year: int
    hired_on: dt.date
    category: str = "一般工作岗"
    is_secretary: bool = False
    left_on: dt.date | None = None
    left_kind: str = ""
    first_home: tuple[str, str] | None = None
    moved_on: dt.date | None = None
    lent_to: str = ""
    leave: str = ""
    exclusion: str = ""
    is_exclusion_confirmed: bool = False
    certificates: list[DemoCertificate] = field(default_factory=list)

    @property
    def employee_no(self) -> str:
        """D00001 and on."""
        return f"D{self.number:05d}"

    @property
    def phone(self) -> str:
        """1990000xxxx while the range lasts; the demo's own sign-ins keep its last hundred."""
        return f"1990000{self.number:04d}" if self.number < 9900 else ""

    @property
    def is_certified(self) -> bool:
        """Whether a verified qualification is held."""
        return any(certificate.course == "verified" for certificate in self.certificates)


@dataclass(frozen=True)
class DemoDistrict:
    """Areas and people; ``counted`` are on duty and in the denominator."""

    areas: list[DemoArea]
    workers: list[DemoWorker]

    @property
    def counted(self) -> list[DemoWorker]:
        """The people whom the rate counts."""
        return [
            worker for worker in self.workers if worker.left_on is None and not worker.is_exclusion_confirmed
        ]


def plan_district(*, workers: int, on: dt.date) -> DemoDistrict:
    """Lay out a district with this many counted people as it stands on a day; leavers come on top.

    The same arguments give the same district. Raises ``ValueError`` below ``MINIMUM``.
    """
    if workers < MINIMUM:
        raise ValueError(f"at least {MINIMUM} workers")
    random = Random(SEED)  # noqa: S311 (a seeded specimen, no secret)
    sizes = unit_sizes(workers)
    areas = [area for code, (counted, _certified) in sizes.items() for area in _areas(code, counted)]
    people = _people(sizes, areas, on, random)
    _certify(people, sizes, on, random)
    people += _leavers_and_excluded(people, areas, on, random)
    _histories(people, areas, on, random)
    return DemoDistrict(areas, people)


def unit_sizes(workers: int) -> dict[str, tuple[int, int]]:
    """Code → (counted, certified); the counted add up to ``workers`` exactly."""
    total = sum(counted for counted, _certified in SHARES.values())
    counted = {code: workers * share // total for code, (share, _certified) in SHARES.items()}
    counted[EXACT] -= counted[EXACT] % 5  # 60 % of it must be whole
    largest = max(SHARES, key=lambda code: SHARES[code][0])
    counted[largest] += workers - sum(counted.values())
    sizes = {}
    for code, (share, certified) in SHARES.items():
        if code == EXACT:
            sizes[code] = (counted[code], counted[code] * 3 // 5)
        elif code == ONE_SHORT:
            sizes[code] = (counted[code], -(-counted[code] * 3 // 5) - 1)
        else:
            sizes[code] = (counted[code], counted[code] * certified // share)
    return sizes


def names() -> Iterator[str]:
    """Specimen names, the rare ones first, none twice."""
    yield from _RARE
    suffixes = ["", *_NUMERALS, *(a + b for a in _NUMERALS for b in _NUMERALS)]
    for suffix in suffixes:
        for given in _GIVEN:
            for surname in _SURNAMES:
                yield f"{surname}{given}{suffix}"


def _areas(street_code: str, counted: int) -> list[DemoArea]:
    count = min(99, max(1, counted // _AREA_SIZE))
    return [
        DemoArea(f"{street_code}{number:03d}", f"示例{_in_chinese(number)}居民区", street_code)
        for number in range(1, count + 1)
    ]


def _in_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if not tens else ("十" if tens == 1 else f"{_NUMERALS[tens - 1]}十")
    return ten + (_NUMERALS[ones - 1] if ones else "")


def _shuffled(random: Random, count: int, shares: Sequence[tuple[str, float]]) -> list[str]:
    """Return ``count`` words in exact shares, mixed; the last word takes what is left."""
    mixed: list[str] = []
    for word, share in shares[:-1]:
        mixed += [word] * round(count * share)
    mixed += [shares[-1][0]] * (count - len(mixed))
    random.shuffle(mixed)
    return mixed


def _people(
    sizes: dict[str, tuple[int, int]], areas: list[DemoArea], on: dt.date, random: Random
) -> list[DemoWorker]:
    total = sum(counted for counted, _certified in sizes.values())
    ages = _shuffled(random, total, [("young", 0.38), ("older", 0.62)])
    degrees = _shuffled(
        random,
        total,
        [("高中", 0.111), ("本科", 0.43), ("硕士", 0.039), ("大专", 0.42)],
    )
    homes = [code for code, (counted, _certified) in sizes.items() for _ in range(counted)]
    given = list(islice(names(), total))
    random.shuffle(given)
    people = [
        _person(number, name, street, areas, is_young=age == "young", degree=degree, on=on, random=random)
        for number, (name, street, age, degree) in enumerate(
            zip(given, homes, ages, degrees, strict=True), start=1
        )
    ]
    _secretaries(people)
    return people


def _person(
    number: int,
    name: str,
    street: str,
    areas: list[DemoArea],
    *,
    is_young: bool,
    degree: str,
    on: dt.date,
    random: Random,
) -> DemoWorker:
    age = random.randint(23, 34) if is_young else random.randint(35, 58)
    below = [area.code for area in areas if area.street_code == street]
    # One in five works in the street-town's own offices.
    home = street if random.random() < 0.2 else random.choice(below)
    years = random.randint(0, min(age - 22, 14))
    hired_on = max(dt.date(2010, 1, 4), on - dt.timedelta(days=365 * years + random.randint(40, 300)))
    category = random.choices(["一般工作岗", "副职岗"], [85, 15])[0]
    return DemoWorker(number, name, street, home, degree, on.year - age, hired_on, category)


def _secretaries(people: list[DemoWorker]) -> None:
    """The first person of every residential area is its party secretary."""
    seen: set[str] = set()
    for worker in people:
        if worker.home != worker.street_code and worker.home not in seen:
            seen.add(worker.home)
            worker.is_secretary, worker.category = True, "正职岗"


def _cohorts(on: dt.date) -> list[dt.date]:
    """The last eight autumns in which certificates were issued, the newest first."""
    newest = on.year if on >= dt.date(on.year, 9, 30) else on.year - 1
    return [dt.date(year, 9, 8) for year in range(newest, newest - 8, -1)]


def _certify(
    people: list[DemoWorker], sizes: dict[str, tuple[int, int]], on: dt.date, random: Random
) -> None:
    cohorts = _cohorts(on)
    for code, (_counted, certified) in sizes.items():
        here = [worker for worker in people if worker.street_code == code]
        random.shuffle(here)
        for worker in here[:certified]:
            _give(worker, cohorts, random)
        _open_cases(here[certified:], cohorts, random)


def _give(worker: DemoWorker, cohorts: list[dt.date], random: Random, course: str = "verified") -> None:
    weights = [14, 13, 13, 12, 12, 12, 12, 12]
    issued_on = random.choices(cohorts, weights[: len(cohorts)])[0] + dt.timedelta(days=random.randint(0, 20))
    level = random.choices(["assistant", "intermediate", "senior"], [72, 27, 1])[0]
    number = f"DEMO-{issued_on.year}-{worker.number:06d}"
    worker.certificates.append(DemoCertificate(level, number, issued_on, course))
    if level == "intermediate" and course == "verified" and random.random() < 0.3:
        earlier = issued_on.replace(year=issued_on.year - 3)
        worker.certificates.append(DemoCertificate("assistant", f"{number}-A", earlier))


def _open_cases(rest: list[DemoWorker], cohorts: list[dt.date], random: Random) -> None:
    """About one in thirteen of the others has handed something in that does not count yet."""
    courses = ["submitted", "street_reviewed", "submitted", "street_reviewed", "more_needed", "rejected"]
    for place, worker in enumerate(rest[: max(2, len(rest) // 11)]):
        course = "doubted" if place == 0 and worker.street_code in ("310113102", "310113109") else ""
        _give(worker, cohorts[:1], random, course or courses[place % len(courses)])


def _leavers_and_excluded(
    people: list[DemoWorker], areas: list[DemoArea], on: dt.date, random: Random
) -> list[DemoWorker]:
    """People on top of the counted: one in sixty has left, one in 150 is excluded with confirmation."""
    total = len(people)
    cohorts = _cohorts(on)
    added_count = total // 60 + total // 150
    given = list(islice(names(), total, total + added_count))
    codes = list(SHARES)
    added = []
    for number in range(total + 1, total + 1 + added_count):
        street = codes[number % len(codes)]
        worker = _person(
            number,
            given[number - total - 1],
            street,
            areas,
            is_young=number % 3 == 0,
            degree="大专",
            on=on,
            random=random,
        )
        if number % 2:
            _give(worker, cohorts[2:], random)
        if number <= total + total // 60:
            worker.hired_on = min(worker.hired_on, on - dt.timedelta(days=900))
            worker.left_on = on - dt.timedelta(days=random.randint(20, 600))
            worker.left_kind = "调动" if number % 4 == 0 else "离岗"
        else:
            worker.exclusion = EXCLUSION_REASONS[number % len(EXCLUSION_REASONS)]
            worker.is_exclusion_confirmed = True
        added.append(worker)
    return added


def _histories(people: list[DemoWorker], areas: list[DemoArea], on: dt.date, random: Random) -> None:
    """Transfers, secondments, long leaves and requests; none of them moves today's figures."""
    staying = [worker for worker in people if worker.left_on is None and not worker.exclusion]
    settled = [worker for worker in staying if worker.hired_on < on - dt.timedelta(days=800)]
    step = max(1, len(settled) // max(6, len(people) // 40))
    for place, worker in enumerate(settled[::step]):
        codes = list(SHARES)
        other = codes[(codes.index(worker.street_code) + 1 + place) % len(codes)]
        if place % 3 == 0 and other != worker.street_code:
            below = [area.code for area in areas if area.street_code == other]
            worker.first_home = (other, random.choice(below))
            worker.moved_on = on - dt.timedelta(days=random.randint(30, 700))
        elif place % 3 == 1:
            worker.lent_to = other if other != worker.street_code else ""
        else:
            worker.leave = LEAVE_REASONS[place % len(LEAVE_REASONS)]
    for worker in staying[5 :: max(6, len(staying) // 3)]:
        worker.exclusion = EXCLUSION_REASONS[worker.number % len(EXCLUSION_REASONS)]
