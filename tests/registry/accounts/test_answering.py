"""News of an account are settled by its owner, not from the browser that they are about."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.core.errors import Conflict, Refused
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions, answering
from suar.registry.accounts.models import Notice, Role, User
from tests.factories import PASSWORD, a_factor, a_user
from tests.registry.accounts.doors import a_code, enter, is_in, kinds, leave, prove, prove_fully
from tests.signing_in import proved

pytestmark = pytest.mark.django_db

SETTLE = reverse("accounts:notice-settle")


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def user() -> User:
    return a_user(Role.DIVISI_PENGADUAN)


@pytest.fixture
def paper(user: User) -> list[str]:
    """Recovery codes, written down when the telephone was set up."""
    codes: list[str] = a_factor(user).wrap().get_unused_codes()
    return codes


@pytest.fixture
def own(user: User, paper: list[str]) -> Client:
    """The owner's browser of every day."""
    return enter(Client(), user, a_code())


@pytest.fixture
def thief(user: User, own: Client) -> Client:
    """Another browser, in which the password and a code from the telephone were given."""
    client = enter(Client(), user, a_code())
    assert is_in(client) and kinds(user) == ["browser"]
    return client


def test_the_browser_in_question_does_not_settle_it_and_one_known_before_does(
    thief: Client, own: Client, user: User
) -> None:
    answer = thief.post(SETTLE)
    assert urlsplit(answer["Location"]).path == reverse("mfa_reauthenticate")
    assert "Pakai satu kode cadangan" in thief.get(answer["Location"]).content.decode()
    assert kinds(user) == ["browser"]
    assert own.post(SETTLE)["Location"] == reverse("accounts:profile")
    assert kinds(user) == []


def test_the_factors_that_the_sign_in_showed_settle_nothing_however_often_they_are_shown(
    thief: Client, user: User
) -> None:
    prove_fully(thief)
    thief.post(SETTLE)
    leave(thief)
    enter(thief, user, a_code())
    thief.post(SETTLE)
    assert kinds(user) == ["browser"], "signing in once more does not make it a known one"


def test_a_factor_that_the_sign_in_did_not_show_settles_it(thief: Client, user: User, paper: list[str]) -> None:
    prove(thief, code=paper[0])
    assert thief.post(SETTLE)["Location"] == reverse("accounts:profile")
    assert kinds(user) == []
    assert Entry.objects.filter(verb="notice.settle", actor=user.actor_id).count() == 1


def test_an_open_session_alone_settles_nothing(own: Client, thief: Client, user: User) -> None:
    proved(own, user, seconds_ago=301)
    assert own.post(SETTLE)["Location"].startswith(reverse("account_reauthenticate"))
    assert kinds(user) == ["browser"]


def test_the_password_and_one_code_make_no_key_for_whoever_has_no_more_of_them(
    thief: Client, own: Client, user: User
) -> None:
    for client in (thief, own):
        prove(client, password=PASSWORD)
    answer = thief.get(reverse("mfa_add_webauthn"))
    assert urlsplit(answer["Location"]).path == reverse("mfa_reauthenticate"), "the code of the sign-in does not count"
    assert thief.post(reverse("mfa_generate_recovery_codes")).status_code == 302 and kinds(user) == ["browser"]
    assert own.get(reverse("mfa_add_webauthn")).status_code == 200, "there it does: nothing is in question"
    prove(thief, code=a_code())
    assert thief.get(reverse("mfa_add_webauthn")).status_code == 200, "the control: with a second one it opens"


def test_what_was_added_after_the_sign_in_is_no_factor_to_settle_it_by(thief: Client, user: User) -> None:
    prove_fully(thief)
    thief.post(reverse("mfa_generate_recovery_codes"))
    page = thief.get(reverse("mfa_view_recovery_codes")).content.decode()
    new = page.partition('<span class="code">')[2].partition("<")[0]
    assert prove(thief, code=new).status_code == 302, "the control: it is a right code"
    thief.post(SETTLE)
    assert kinds(user) == ["browser", "codes"]


def test_the_browser_in_question_settles_nothing_else_either(thief: Client, own: Client, user: User) -> None:
    actions.choose_password(user=user, password="gunung-tujuh-lebah", by=user)
    thief = enter(thief, user, a_code(), "gunung-tujuh-lebah")
    thief.post(SETTLE)
    assert kinds(user) == ["browser", "password"]
    enter(own, user, a_code(), "gunung-tujuh-lebah").post(SETTLE)
    assert kinds(user) == []


def test_one_browser_in_question_does_not_settle_the_news_of_another(thief: Client, user: User) -> None:
    second = enter(Client(), user, a_code())
    for client in (thief, second):
        client.post(SETTLE)
    assert kinds(user) == ["browser", "browser"]


@pytest.mark.parametrize("cookie", ["", "x" * 43])
def test_a_browser_that_hides_what_it_is_known_by_is_in_question(thief: Client, user: User, cookie: str) -> None:
    thief.cookies[settings.SUAR_BROWSER_COOKIE] = cookie
    thief.post(SETTLE)
    assert kinds(user) == ["browser"]


def test_whoever_has_no_other_factor_is_told_to_go_elsewhere(user: User) -> None:
    enter(Client(), user)
    client = enter(Client(), user)
    assert client.post(SETTLE)["Location"] == reverse("accounts:profile")
    assert "temui Ketua atau Wakil Ketua" in client.get(reverse("accounts:profile")).content.decode()
    assert kinds(user) == ["browser"]


def test_a_change_in_a_browser_that_nothing_is_about_is_settled_there(own: Client, user: User) -> None:
    Authenticator.objects.get(user=user, type="totp").delete()
    assert kinds(user) == ["factor"]
    own.post(SETTLE)
    assert kinds(user) == []


def test_a_leader_who_met_the_owner_settles_it_for_whoever_has_one_device(thief: Client, user: User) -> None:
    leader = Client()
    leader.force_login(a_user(Role.WAKIL))
    page, press = (reverse(f"accounts:user-{name}", args=[user.pk]) for name in ("detail", "attest"))
    assert press in leader.get(page).content.decode()
    assert leader.post(press)["Location"] == page
    assert kinds(user) == [] and press not in leader.get(page).content.decode()
    assert Entry.objects.filter(verb="notice.attest").count() == 1


def test_nobody_vouches_for_themselves_or_past_the_leaders_and_nothing_is_settled_twice(
    thief: Client, user: User
) -> None:
    ketua = a_user(Role.KETUA)
    for by in (a_user(Role.ADMIN), a_user(Role.SEKRETARIAT), user):
        with pytest.raises(Refused):
            answering.attest(user=user, by=by)
    with pytest.raises(Refused, match="lain"):
        answering.attest(user=ketua, by=ketua)
    answering.attest(user=user, by=ketua)
    with pytest.raises(Conflict):
        answering.attest(user=user, by=ketua)


def test_only_the_owner_settles(user: User) -> None:
    with pytest.raises(Refused, match="pemiliknya"):
        answering.settle(user=user, here=answering.Asker("", {"password"}), by=a_user(Role.KETUA))


def test_a_password_given_later_settles_a_sign_in_that_did_not_show_it(user: User) -> None:
    doubt = Notice(user=user, kind=Notice.Kind.BROWSER, shown=["webauthn:7"], at=timezone.now())
    assert answering.factors_beside(user, [doubt]) == {"password"}
    doubt.shown = ["password"]
    assert answering.factors_beside(user, [doubt]) == set()
