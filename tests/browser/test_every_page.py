"""Every page of the house, on a phone and on a desk, in light and in dark: axe finds nothing and nothing is too wide."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from tests.live import Site

pytestmark = pytest.mark.engine("sqlite")  # how a page looks does not depend on the engine; journeys run on both

OPEN = ("/", "/help/", "/help/everywhere/", "/sign-in/", "/nowhere/")
GUEST = ("/for/{slug}/", "/for/{slug}/write/", "{receipt}")
KEEPER = (
    "/home/", "/open/", "/home/{slug}/", "/home/{slug}/page/", "/home/{slug}/reading/", "/home/{slug}/reading/pace/",
    "/home/{slug}/reading/names/", "/home/{slug}/reading/near/", "/home/{slug}/reading/again/",
    "/home/{slug}/reading/apart/", "/home/{slug}/reading/kept-from-you/", "/home/{slug}/letters/",
    "/home/{slug}/letters/new/", "/home/{slug}/thanks/", "/home/{slug}/thanks/everyone/", "/home/{slug}/thanks/some/",
    "/home/{slug}/people/", "/home/{slug}/settings/", "/home/{slug}/settings/page/", "/home/{slug}/settings/words/",
    "/home/{slug}/settings/who/", "/home/{slug}/settings/teaching/", "/home/{slug}/settings/picture/",
    "/home/{slug}/settings/close/", "/home/{slug}/keys/", "/home/{slug}/door/",
)  # fmt: skip
DESK = ("/desk/", "/desk/decided/", "/desk/letters-out/")


@dataclass(frozen=True)
class House:
    """A space with a message in each lane, its keeper and a moderator."""

    site: Site
    slug: str
    receipt: str
    keeper: str
    moderator: str


@pytest.fixture(scope="module")
def house(server: Site) -> House:
    space = server.open_space(title="For Alva")
    path = urlsplit(space["url"]).path
    with server.visitor() as guest:
        told = ("We think of you.", "At least it was early.", "You deserved this, you disgusting liar.")
        for words in (*told, "I have the pills here and I am going to end my life tonight."):
            fields = {"kind": "words", "words": words, "name": "Ingrid", "may_public": "on", "key": words}
            receipt = guest.post(f"{path}write/", data=fields).headers["Location"]
    server.command("settle")
    server.command("sign-in", "tom@example.org", "--moderator")
    return House(server, space["slug"], receipt, space["keeper"], "tom@example.org")


def pages_of(house: House, who: str) -> list[str]:
    addresses = {"anyone": OPEN + GUEST, "keeper": KEEPER, "moderator": DESK}[who]
    return [address.format(slug=house.slug, receipt=house.receipt) for address in addresses]


@pytest.mark.parametrize(("phone", "dark"), [(True, False), (False, True)], ids=["phone, light", "desk, dark"])
@pytest.mark.parametrize("who", ["anyone", "keeper", "moderator"])
@pytest.mark.timeout(300)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    house: House, open_page, axe, *, who, phone, dark
) -> None:
    page = open_page(phone=phone, dark=dark)
    if who != "anyone":
        page.goto(house.site.sign_in_url(getattr(house, who)))
    for address in pages_of(house, who):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status in {200, 404}, f"{address}: {answer.status}"
        assert (answer.status == 404) == (address == "/nowhere/"), address
        assert page.locator("h1").count() == 1, address
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), address
        axe(page)


@pytest.mark.parametrize("who", ["anyone", "keeper"])
def test_every_page_reads_without_scripts_and_has_the_way_to_help(house: House, open_page, who) -> None:
    page = open_page(phone=True, javascript=False)
    if who != "anyone":
        page.goto(house.site.sign_in_url(getattr(house, who)))
    for address in pages_of(house, who):
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        assert page.locator('footer a[href="/help/"]').is_visible(), address
