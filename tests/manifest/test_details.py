import pytest

from manifest.details import Detail, DetailError, Details, checked

APP_ID = "3f2c8d1e-6a47-4b0f-9c55-0d1e2f3a4b5c"
DOMAIN = "bot.borlange.example"


def refused(**given: str) -> Detail:
    with pytest.raises(DetailError) as refusal:
        checked(**{"app_id": APP_ID, "domain": DOMAIN} | given)
    return refusal.value.detail


@pytest.mark.parametrize(
    "app_id",
    [
        "",
        "bot",
        APP_ID.replace("-", ""),
        f"{{{APP_ID}}}",
        APP_ID + "0",
        APP_ID.replace("3", "g"),
        f"{APP_ID}\n{APP_ID}",
        "3f2c8d1e-6a47-4b0f-9c55-0d1e2f3a4b5\N{ARABIC-INDIC DIGIT FIVE}",
    ],
)
def test_an_app_id_that_is_not_a_guid_is_refused(app_id: str) -> None:
    assert refused(app_id=app_id) is Detail.APP_ID


def test_an_app_id_is_tidied_to_lower_case() -> None:
    assert checked(app_id=f" {APP_ID.upper()} ", domain=DOMAIN).app_id == APP_ID


@pytest.mark.parametrize(
    "domain",
    [
        "",
        "localhost",
        "https://bot.borlange.example",
        "bot.borlange.example/api",
        "bot.borlange.example:3978",
        "user@bot.borlange.example",
        "192.168.0.10",
        "[::1]",
        "*.borlange.example",
        "bot..example",
        "bot.borlange.example.",
        "-bot.example",
        "bot_.example",
        "bot.b orlange.example",
        "a" * 64 + ".example",
        ".".join(["a" * 60] * 5) + ".example",
    ],
)
def test_a_domain_that_is_not_a_public_host_name_is_refused(domain: str) -> None:
    assert refused(domain=domain) is Detail.DOMAIN


def test_a_swedish_letter_in_the_domain_is_written_as_the_name_service_wants_it() -> None:
    details = checked(app_id=APP_ID, domain="Bot.Borlänge.example")

    assert details.website == "https://bot.xn--borlnge-8wa.example/about"


@pytest.mark.parametrize(
    "version", ["", "1", "1.0", "v1.0.0", "1.0.0-beta", "01.0.0", "1.0.0.0", "1.0.x", "-1.0.0"]
)
def test_a_version_that_is_not_three_numbers_is_refused(version: str) -> None:
    assert refused(version=version) is Detail.VERSION


@pytest.mark.parametrize("developer", ["", "   ", "x" * 33, "Borlänge\nkommun"])
def test_a_developer_without_a_usable_name_is_refused(developer: str) -> None:
    assert refused(developer=developer) is Detail.DEVELOPER


@pytest.mark.parametrize("field", ["website", "privacy", "terms"])
@pytest.mark.parametrize(
    "address",
    [
        "http://borlange.example",
        "borlange.example",
        "https://",
        "https://a@b.example",
        "https://[",
        "https://b.example/a b",
    ],
)
def test_an_address_that_is_not_a_safe_web_address_is_refused(field: str, address: str) -> None:
    assert refused(**{field: address}) is Detail.ADDRESS


def test_addresses_that_are_given_replace_those_on_the_domain() -> None:
    details = checked(app_id=APP_ID, domain=DOMAIN, privacy="https://www.borlange.example/personuppgifter")

    assert details == Details(
        app_id=APP_ID,
        version="1.0.0",
        developer="Lägeskoll",
        website="https://bot.borlange.example/about",
        privacy="https://www.borlange.example/personuppgifter",
        terms="https://bot.borlange.example/terms",
    )


def test_a_refusal_names_the_detail_and_its_value() -> None:
    with pytest.raises(DetailError, match="'nowhere' cannot be used as domain"):
        checked(app_id=APP_ID, domain="nowhere")


@pytest.mark.parametrize(
    "public_url",
    [
        "http://a.example",
        "a.example",
        "https://",
        "https://localhost",
        "https://a.example/lageskoll",
        "https://anna@a.example",
        "https://a.example:8443",
        "https://a.example?x",
    ],
)
def test_pages_are_at_https_and_a_host_and_nothing_more(public_url: str) -> None:
    assert refused(public_url=public_url) is Detail.PUBLIC_URL


def test_where_the_pages_are_is_tidied_to_a_bare_host() -> None:
    found = checked(app_id=APP_ID, domain=DOMAIN, public_url=" https://Lägeskoll.Borlange.Example/ ")

    assert found.public_host == "xn--lgeskoll-0za.borlange.example"
