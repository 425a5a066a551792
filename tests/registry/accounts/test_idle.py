"""A desk at which nobody is locks itself: nothing of the work shows, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

import suar
from suar.core.ledger.models import Entry
from suar.registry.accounts import idle, typed
from suar.registry.accounts.models import Role, Session, User
from suar.registry.accounts.sessions import SessionStore
from tests.addresses import ADDRESSES, address
from tests.factories import PASSWORD, a_case, a_factor, a_user
from tests.signing_in import proved

pytestmark = pytest.mark.django_db

SOURCE = Path(suar.__file__).parent
LIMIT = timedelta(minutes=15)
FORM = {"name": "Petugas Baru", "username": "petugas.baru", "email": ""}
LOCKED = reverse("account_locked")


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def user() -> User:
    return a_user(Role.KETUA, name="Ketua Contoh")


@pytest.fixture
def desk(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def nobody_for(span: timedelta) -> None:
    Session.objects.update(seen_at=timezone.now() - span)


def unlock(client: Client, **answer: str) -> str:
    """Where it leads."""
    given = client.post(LOCKED, answer or {"password": PASSWORD})
    assert given.status_code == 302
    return str(given["Location"])


def test_a_desk_in_use_stays_open(desk: Client) -> None:
    nobody_for(LIMIT - timedelta(seconds=5))
    assert desk.get(reverse("accounts:profile")).status_code == 200
    assert Session.objects.get().seen_at > timezone.now() - timedelta(seconds=30), "whoever asks is there"


def test_after_fifteen_minutes_every_address_answers_with_the_lock(desk: Client) -> None:
    open_still = idle.DOORS
    made: dict[str, object] = {}
    for name in ADDRESSES:
        address(name, made)
    nobody_for(LIMIT)
    for name in set(ADDRESSES) - open_still:
        for method in (desk.get, desk.post):
            answer = method(address(name, made))
            assert urlsplit(answer["Location"]).path == LOCKED, name
    assert Session.objects.get().seen_at < timezone.now() - LIMIT, "asking is not unlocking"


def test_the_lock_names_its_owner_and_nothing_of_the_work(desk: Client, user: User) -> None:
    case = a_case(user)
    nobody_for(LIMIT)
    page = desk.get(reverse("cases:case-detail", args=[case.pk]), follow=True).content.decode()
    assert "Layar terkunci" in page and "Ketua Contoh" in page
    assert case.number not in page
    assert reverse("account_logout") in page
    assert 'class="side"' not in page


def test_the_password_opens_it_where_it_was_and_is_in_the_ledger(desk: Client, user: User) -> None:
    nobody_for(LIMIT)
    lock = desk.get(reverse("accounts:device-list"))["Location"]
    given = desk.post(LOCKED, {"password": PASSWORD, "next": parse_qs(urlsplit(lock).query)["next"][0]})
    assert given["Location"] == reverse("accounts:device-list")
    assert desk.get(given["Location"]).status_code == 200
    assert Entry.objects.filter(verb="user.unlock", actor=user.actor_id).count() == 1


def test_a_wrong_password_opens_nothing_and_ten_in_a_minute_are_enough(desk: Client) -> None:
    nobody_for(LIMIT)
    answers = [desk.post(LOCKED, {"password": "salah-sama-sekali"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    refused = desk.post(LOCKED, {"password": PASSWORD})
    assert refused.status_code == 429
    assert "Terlalu sering salah" in refused.content.decode()
    assert desk.get(reverse("accounts:profile"))["Location"].startswith(LOCKED)


def test_whoever_opens_it_often_is_not_taken_for_a_guesser(desk: Client) -> None:
    for _ in range(12):
        nobody_for(LIMIT)
        assert unlock(desk) == "/"


def test_opening_it_by_one_factor_forgets_no_wrong_try_at_another(desk: Client, user: User) -> None:
    code = a_factor(user).wrap().get_unused_codes()[0]
    for n in range(11):
        nobody_for(LIMIT)
        if n == 9:
            assert unlock(desk, code=code) == "/"
            nobody_for(LIMIT)
        assert desk.post(LOCKED, {"password": "salah-sama-sekali"}).status_code == (429 if n == 10 else 422)


def test_a_code_opens_it_too_and_only_for_who_has_one(desk: Client, user: User) -> None:
    nobody_for(LIMIT)
    assert 'name="code"' not in desk.get(LOCKED).content.decode()
    assert desk.post(LOCKED, {"code": "12345678"}).status_code == 422
    code = a_factor(user).wrap().get_unused_codes()[0]
    assert 'name="code"' in desk.get(LOCKED).content.decode()
    assert unlock(desk, code=code) == "/"
    assert desk.get(reverse("accounts:profile")).status_code == 200


def test_what_arrives_while_locked_is_given_back_and_done_only_when_pressed_again(desk: Client) -> None:
    form = reverse("accounts:user-add")
    nobody_for(LIMIT)
    lock = desk.post(form, FORM)["Location"]
    assert not User.objects.filter(username="petugas.baru").exists()
    back = parse_qs(urlsplit(lock).query)["next"][0]
    assert desk.get(back)["Location"].startswith(LOCKED), "not before the lock is open"
    given = desk.post(LOCKED, {"password": PASSWORD, "next": back})
    page = desk.get(given["Location"]).content.decode()
    assert "Petugas Baru" in page and "petugas.baru" in page
    assert not User.objects.filter(username="petugas.baru").exists(), "the desk presses nothing by itself"
    token = back.rstrip("/").rpartition("/")[2]
    assert desk.post(form, FORM | {typed.TOKEN: token}).status_code == 200
    assert User.objects.filter(username="petugas.baru").exists()
    assert desk.get(back)["Location"] == "/", "pressed again, it is kept no longer"


def test_what_was_typed_lies_in_no_table_in_the_clear(desk: Client) -> None:
    from tests.core.vault.test_no_plaintext import bytes_of

    nobody_for(LIMIT)
    desk.post(reverse("accounts:user-add"), FORM | {"name": "Sesuatu yang rahasia"})
    assert "Sesuatu yang rahasia" in str(desk.session[typed.KEPT]), "the control: it is kept"
    assert b"Sesuatu yang rahasia" not in bytes_of("default")


def test_a_part_of_a_page_sends_the_whole_page_to_the_lock(desk: Client) -> None:
    nobody_for(LIMIT)
    page = "http://testserver" + reverse("accounts:profile")
    answer = desk.get(reverse("accounts:user-list"), headers={"hx-request": "true", "referer": page})
    to = urlsplit(answer["HX-Redirect"])
    assert to.path == LOCKED
    assert parse_qs(to.query)["next"] == [reverse("accounts:profile")]


def test_a_page_that_asks_by_itself_is_nobody(desk: Client) -> None:
    nobody_for(LIMIT - timedelta(minutes=1))
    desk.get(reverse("accounts:user-list"), headers={"hx-request": "true", "x-poll": "1"})
    assert Session.objects.get().seen_at < timezone.now() - timedelta(minutes=13)


def test_every_part_that_asks_by_itself_says_so() -> None:
    pages = (page.read_text(encoding="utf-8") for page in SOURCE.rglob("*.html"))
    asking = [line for text in pages for line in text.splitlines() if 'hx-trigger="every' in line]
    assert asking, "the control: there is one"
    assert all("X-Poll" in line for line in asking)


def test_the_page_is_told_how_long_is_left_and_says_that_somebody_is_there(desk: Client) -> None:
    presence = reverse("account_presence")
    nobody_for(timedelta(minutes=10))
    assert 295 < desk.get(presence).json()["left"] <= 300, "looking is not being there"
    assert 895 < desk.post(presence).json()["left"] <= 900
    nobody_for(LIMIT)
    assert desk.post(presence).json() == {"left": 0}, "and it opens no lock"


def test_the_screen_is_locked_by_hand_in_every_tab(desk: Client) -> None:
    page = reverse("accounts:profile")
    answer = desk.post(reverse("account_lock"), headers={"referer": f"http://testserver{page}"})
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [page]
    assert desk.get(page)["Location"].startswith(LOCKED)
    assert desk.post(reverse("account_presence")).json() == {"left": 0}
    unlock(desk)
    assert desk.get(page).status_code == 200


def test_a_covered_page_gets_the_forms_alone_and_is_told_when_it_is_open(desk: Client) -> None:
    nobody_for(LIMIT)
    part = {"hx-request": "true"}
    forms = desk.get(LOCKED, headers=part).content.decode()
    assert forms.lstrip().startswith('<div id="buka"') and "csrfmiddlewaretoken" in forms
    wrong = desk.post(LOCKED, {"password": "salah-sama-sekali"}, headers=part)
    assert wrong.status_code == 422 and "tidak cocok" in wrong.content.decode()
    opened = desk.post(LOCKED, {"password": PASSWORD}, headers=part)
    assert (opened.status_code, opened["HX-Trigger"]) == (204, "suar-unlocked")
    assert desk.get(LOCKED, headers=part).status_code == 204, "in another tab"


def test_the_token_of_the_form_below_the_cover_still_holds_after_it_was_opened(user: User) -> None:
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(user)
    page = desk.get(reverse("accounts:user-add")).content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    nobody_for(LIMIT)
    assert desk.post(LOCKED, {"password": PASSWORD, "csrfmiddlewaretoken": token}).status_code == 302
    assert desk.post(reverse("accounts:user-add"), FORM | {"csrfmiddlewaretoken": token}).status_code == 200


def test_what_another_site_sends_while_locked_is_not_kept(user: User) -> None:
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(user)
    nobody_for(LIMIT)
    assert desk.post(reverse("accounts:user-add"), FORM).status_code == 403
    assert typed.KEPT not in desk.session


def test_opening_the_lock_counts_as_a_proof_and_signing_out_needs_none(desk: Client, user: User) -> None:
    proved(desk, user, seconds_ago=3600)
    nobody_for(LIMIT)
    unlock(desk)
    assert desk.post(reverse("accounts:user-add"), FORM).status_code == 200
    nobody_for(LIMIT)
    desk.post(reverse("account_logout"))
    assert not Session.objects.filter(user=user).exists()


def test_working_on_never_moves_the_end_of_a_session(desk: Client) -> None:
    end = timezone.now() + timedelta(hours=1)
    Session.objects.update(expire_date=end)
    nobody_for(LIMIT)
    desk.post(reverse("accounts:user-add"), FORM)  # writes the session anew
    assert typed.KEPT in desk.session
    assert Session.objects.get().expire_date == end


def test_the_script_of_the_lock_stands_in_every_page_of_somebody_signed_in(desk: Client) -> None:
    for name in ("accounts:profile", "accounts:user-list"):
        page = desk.get(reverse(name)).content.decode()
        assert 'src="/static/ui/idle.js" data-seconds="900"' in page
        assert page.count("data-lock-cover") == 1
    assert "idle.js" not in Client().get(reverse("account_login")).content.decode()


def test_a_page_that_was_asked_for_before_the_lock_does_not_open_it(desk: Client, rf: RequestFactory) -> None:
    nobody_for(timedelta(minutes=5))
    request = rf.get("/")
    request.session = SessionStore(desk.session.session_key)
    request.session.load()
    Session.objects.update(seen_at=None)  # shut by hand in another tab
    idle.note(request)
    assert Session.objects.get().seen_at is None
