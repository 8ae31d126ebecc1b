"""The whole path on a phone, in Chinese: from a roster file to the certification rate.

``SCREENSHOTS=docs/screenshots script/test tests/journeys/test_path_end_to_end.py`` renews the pictures
of the documentation.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import CHROMIUM
from tests.conftest import ROOT
from tests.journeys.conftest import DEMO_PASSWORD, Site, wait_until

pytestmark = pytest.mark.journey

NEW_NAME = "罗𠮷样"
NEW_NUMBER = "JN-0001"
NEW_PHONE = "19900098888"
NEW_PASSWORD = "Xin-Ren-2026-lu"
CERTIFICATE_NUMBER = "DEMO-J2026-0001"
STREET_TOWN = "310113008"  # 张庙街道, whose officer has a demo sign-in
COURSE = "INI-03"


class Phone:
    """One person's phone: a browser context of 360 px, with numbered pictures of where one was."""

    shots = 0

    def __init__(self, browser: Browser, site: Site) -> None:
        self.site = site
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 360, "height": 740}, locale="zh-CN", accept_downloads=True
        )
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))

    def open(self, path: str) -> Page:
        response = self.page.goto(self.site.url + path)
        assert response is not None
        assert response.status == 200, f"{path}: {response.status}"
        return self.page

    def sign_in(self, login: str, password: str = DEMO_PASSWORD) -> None:
        self.open("/account/login/")
        self.page.locator("[name=login]").fill(login)
        self.page.locator("[name=password]").fill(password)
        self.page.locator("[name=password]").press("Enter")
        self.page.wait_for_url(lambda url: "/login/" not in url)

    def press(self, name: str, role: Any = "button") -> None:
        self.page.get_by_role(role, name=name).first.click()

    def shoot(self, name: str) -> None:
        folder = os.environ.get("SCREENSHOTS")
        if folder:
            Phone.shots += 1
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.wait_for_load_state("networkidle")
            self.page.screenshot(path=f"{folder}/{Phone.shots:02d}-{name}.png")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=zh-CN"],
        )
        yield started
        started.close()


def _rate(site: Site, unit: str) -> dict[str, Any]:
    rows = json.loads(site.manage("certification_rate", "--unit", unit, "--json"))
    row: dict[str, Any] = rows[0]
    assert set(row) == {"unit", "numerator", "denominator", "rate", "reached", "definition"}
    return row


def _demo_sign_ins(site: Site) -> dict[str, str]:
    """Return a phone for each role: the first of the printed table."""
    found: dict[str, str] = {}
    for line in site.manage("demo_sign_ins").splitlines():
        words = line.split()
        phone = next((word for word in words if re.fullmatch(r"199\d{8}", word)), None)
        if phone and words[0] not in found:
            found[words[0]] = phone
    return found


def test_from_a_roster_file_to_the_rate(site: Site, browser: Browser, tmp_path: Path) -> None:
    sign_ins = _demo_sign_ins(site)
    before = _rate(site, STREET_TOWN)

    code = _import_and_hand_out_a_code(Phone(browser, site), sign_ins["区级管理员"], tmp_path)
    hired = _rate(site, STREET_TOWN)
    assert hired["denominator"] == before["denominator"] + 1
    assert hired["numerator"] == before["numerator"]

    worker = Phone(browser, site)
    _activate(worker, code)
    number = _learn_the_course(worker)
    _a_resident_verifies(Phone(browser, site), number)
    _sit_a_mock_exam(worker)

    _register_the_qualification(worker)
    assert _rate(site, STREET_TOWN)["numerator"] == before["numerator"]
    _review(Phone(browser, site), sign_ins["街镇管理员"])
    assert _rate(site, STREET_TOWN)["numerator"] == before["numerator"]
    _confirm(Phone(browser, site), sign_ins["区级管理员"])

    after = _rate(site, STREET_TOWN)
    assert after["numerator"] == before["numerator"] + 1
    assert after["denominator"] == before["denominator"] + 1
    _see_the_rate(Phone(browser, site), sign_ins["街镇管理员"], after)


def _import_and_hand_out_a_code(phone: Phone, login: str, tmp_path: Path) -> str:
    roster = tmp_path / "花名册.csv"
    today = timezone.localdate()
    roster.write_text(
        "工号,姓名,手机号,街镇,岗位类别,学历,出生年份,入职日期,状态\n"
        f"{NEW_NUMBER},{NEW_NAME},{NEW_PHONE},张庙街道,,本科,1995,{today:%Y-%m-%d},在岗\n",
        encoding="gb18030",
    )
    phone.sign_in(login)
    phone.shoot("district-home")
    page = phone.open("/people/imports/")
    phone.shoot("roster-upload")
    page.set_input_files("input[type=file]", str(roster))
    phone.press("上传并检查")
    expect(page.get_by_role("button", name="写入名册")).to_be_visible(timeout=60_000)
    phone.shoot("roster-checked")
    phone.press("写入名册")
    expect(page.get_by_role("heading", name="已写入")).to_be_visible(timeout=60_000)
    phone.shoot("roster-written")

    page = phone.open(f"/people/codes/?q={NEW_NUMBER}")
    phone.shoot("activation-codes")
    with page.expect_popup() as slips:
        phone.press("生成激活码")
    return slips.value.locator(".slip .code").inner_text()


def _activate(phone: Phone, code: str) -> None:
    phone.open("/account/activate/")
    phone.page.locator("[name=key]").fill(NEW_NUMBER)
    phone.page.locator("[name=code]").fill(code)
    phone.page.locator("[name=password1]").fill(NEW_PASSWORD)
    phone.page.locator("[name=password2]").fill(NEW_PASSWORD)
    phone.shoot("activation")
    phone.press("激活并登录")
    phone.page.wait_for_url("**/home/")
    expect(phone.page.locator("main")).to_contain_text(NEW_NAME)
    phone.shoot("learner-home")


def _learn_the_course(phone: Phone) -> str:
    page = phone.open("/learn/")
    phone.shoot("catalogue")
    page = phone.open(f"/learn/{COURSE}/")
    phone.shoot("course")
    phone.press("开始学习")
    lessons = 0
    while page.get_by_role("button", name="学完了").count():
        if lessons == 0:
            phone.shoot("lesson")
        phone.press("学完了")
        page.wait_for_load_state()
        lessons += 1
        assert lessons < 30
    assert lessons == 9
    phone.open(f"/learn/{COURSE}/")
    phone.shoot("course-quiz-left")
    page.locator("section.next a.button.primary").click()
    _answer_an_exam(phone, ROOT / "content" / "courses" / COURSE / "quiz.yaml")
    phone.shoot("quiz-result")

    phone.open(f"/learn/{COURSE}/")
    expect(page.get_by_role("link", name="看课程证书")).to_be_visible()
    phone.shoot("course-completed")
    phone.open("/credits/")
    expect(page.locator("main")).to_contain_text("100")
    phone.shoot("credits")
    return _download_the_certificate(phone)


def _answer_an_exam(phone: Phone, *sources: Path) -> None:
    """Start the exam of the page and answer it from the key in the content files."""
    keys = _keys(sources)
    page = phone.page
    phone.press("开始考试")
    total = int(page.locator("[data-count]").inner_text().split("/")[1])
    for position in range(1, total + 1):
        right = keys[_plain(page.locator("[data-stem]").inner_text())]
        if position == 1:
            phone.shoot("exam-question")
        _choose(page, right)
        expect(page.locator("[data-saved]")).to_contain_text("已存")
        page.locator("[data-next]").click()
        if position < total:
            expect(page.locator("[name=position]").first).to_have_value(str(position + 1))
    page.wait_for_load_state()
    if page.get_by_role("link", name="交卷").count():
        phone.press("交卷", role="link")
    phone.shoot("exam-hand-in")
    phone.press("确认交卷")
    page.wait_for_url("**/result/")


def _keys(sources: tuple[Path, ...]) -> dict[str, set[str]]:
    items = [item for source in sources for item in yaml.safe_load(source.read_text()).get("items", [])]
    return {
        _plain(item["stem"]): {_plain(one["text"]) for one in item["options"] if one["right"]}
        for item in items
    }


def _choose(page: Page, right: set[str]) -> None:
    for option in page.locator("label.exam-option").all():
        if _plain(option.locator("span").last.inner_text()) in right:
            option.click()


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _download_the_certificate(phone: Phone) -> str:
    page = phone.page

    def rendered() -> bool:
        phone.open("/certificates/")
        return page.locator("a[href*='/pdf/']").count() > 0

    wait_until(rendered, "the worker rendered the certificate")
    phone.shoot("certificates")
    with page.expect_download() as waiting:
        page.locator("a[href*='/pdf/']").first.click()
    downloaded = Path(waiting.value.path())
    assert downloaded.read_bytes().startswith(b"%PDF")
    number = re.search(r"BS-\d{4}-[0-9A-Z-]+", page.locator("main").inner_text())
    assert number, page.locator("main").inner_text()
    return number.group()


def _a_resident_verifies(phone: Phone, number: str) -> None:
    page = phone.open(f"/certificates/verify/{number}/")
    expect(page.locator("main")).to_contain_text("有效")
    expect(page.locator("main")).to_contain_text("罗**")
    assert NEW_NAME not in page.content()
    phone.shoot("verification")


def _sit_a_mock_exam(phone: Phone) -> None:
    page = phone.open("/exams/")
    phone.shoot("exams")
    page.get_by_role("link", name=re.compile("十题小练")).first.click()
    phone.shoot("exam-rules")
    _answer_an_exam(phone, *sorted((ROOT / "content" / "items" / "A-COMP").glob("*.yaml")))
    expect(page.locator("main")).to_contain_text("12")
    phone.shoot("mock-result")


def _register_the_qualification(phone: Phone) -> None:
    page = phone.open("/certificates/qualifications/new/")
    page.locator("[name=level][value=assistant]").check()
    page.locator("[name=number]").fill(CERTIFICATE_NUMBER)
    page.locator("[name=issued_on]").fill("2026-08-20")
    phone.shoot("qualification-form")
    phone.press("提交登记")
    expect(page.locator("main")).to_contain_text("待街镇初审")
    phone.shoot("qualification-waiting")


def _review(phone: Phone, login: str) -> None:
    phone.sign_in(login)
    page = phone.open("/certificates/queue/")
    phone.shoot("queue")
    page.get_by_role("link", name=re.compile(NEW_NAME)).first.click()
    page.locator("[name=review-result][value=matches]").check()
    phone.shoot("review")
    page.locator("form[action$='/review/'] button").click()
    page.wait_for_load_state()


def _confirm(phone: Phone, login: str) -> None:
    phone.sign_in(login)
    page = phone.open("/certificates/queue/")
    page.get_by_role("link", name=re.compile(NEW_NAME)).first.click()
    phone.shoot("confirm")
    page.locator("form[action$='/confirm/'] button").click()
    page.wait_for_load_state()


def _see_the_rate(phone: Phone, login: str, rate: dict[str, Any]) -> None:
    phone.sign_in(login)
    page = phone.open(f"/figures/units/{STREET_TOWN}/")
    expect(page.locator("main")).to_contain_text(f"{rate['rate']}%")
    expect(page.locator("main")).to_contain_text(f"{rate['numerator']}/{rate['denominator']}")
    phone.shoot("street-town-rate")
