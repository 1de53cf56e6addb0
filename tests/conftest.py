"""How the tests meet both engines, and what holds for every one of them.

A test that uses the database (`db`, `transactional_db`, `@pytest.mark.django_db`) or a live site (`server`, `start_site`)
runs once for each engine; `--engine sqlite` leaves the other out. `@pytest.mark.engine("postgres")` keeps a test to one
engine, for a reason it gives: how a page looks does not depend on the engine, what happens on it does.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest


def _settle_environment() -> None:
    """One folder for the whole run, shared by its processes; none of the developer's own settings."""
    if "ALONGSIDE_TEST_RUN" not in os.environ:
        run = Path(tempfile.mkdtemp(prefix="alongside-test-"))
        run.chmod(0o711)  # PostgreSQL's own user passes through
        os.environ["ALONGSIDE_TEST_RUN"] = str(run)
        os.environ["ALONGSIDE_TEST_CONTROLLER"] = str(os.getpid())
    kept = ("ALONGSIDE_TEST_", "ALONGSIDE_CHROMIUM")
    for name in [name for name in os.environ if name.startswith("ALONGSIDE_") and not name.startswith(kept)]:
        del os.environ[name]
    worker = Path(os.environ["ALONGSIDE_TEST_RUN"], os.environ.get("PYTEST_XDIST_WORKER", "alone"))
    worker.mkdir(exist_ok=True)
    os.environ["ALONGSIDE_DATA"] = str(worker)
    os.environ["ALONGSIDE_SECRET_KEY"] = "a key for tests that is long enough to be one, and no secret at all"
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.house.settings"


_settle_environment()  # before Django reads its settings, which is before any fixture

from hypothesis import settings as hypothesis_settings  # noqa: E402  # after the environment

from tests import engines, guards, live, postgres  # noqa: E402  # after the environment

logging.getLogger("httpx").setLevel(logging.WARNING)
hypothesis_settings.register_profile("house", deadline=None, max_examples=60, print_blob=True)
hypothesis_settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=(*engines.ENGINES, "both"), default="both", help="which database engine")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    definition = metafunc.definition
    only = definition.get_closest_marker("engine")
    if only is not None:
        metafunc.parametrize("engine", only.args, indirect=True, scope="session")
    elif _uses_database(metafunc):
        metafunc.parametrize("engine", engines.ENGINES, indirect=True, scope="session")


def _uses_database(metafunc: pytest.Metafunc) -> bool:
    marked = metafunc.definition.get_closest_marker("django_db") is not None
    return marked or bool({"_django_db_helper", "each_engine"} & set(metafunc.fixturenames))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "browser" in names:
            item.add_marker(pytest.mark.browser)
        if "each_engine" in names:
            item.add_marker(pytest.mark.live)
    if (wanted := config.getoption("--engine")) != "both":
        left_out = [item for item in items if _engine_of(item) not in (wanted, None)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def _engine_of(item: pytest.Item) -> str | None:
    callspec = getattr(item, "callspec", None)
    return str(callspec.params["engine"]) if callspec and "engine" in callspec.params else None


@pytest.fixture(scope="session")
def _databases(django_test_environment: None) -> Iterator[engines.Databases]:
    ours = engines.of_this_process()
    yield ours
    ours.close()


@pytest.fixture(scope="session", autouse=True)
def engine(request: pytest.FixtureRequest, _databases: engines.Databases, django_db_blocker) -> str | None:
    """The engine this test runs on, in Django's place for it; None for a test that uses none."""
    name: str | None = getattr(request, "param", None)
    if name is not None:
        try:
            with django_db_blocker.unblock():
                _databases.use(name)
        except postgres.NoPostgres as missing:
            pytest.skip(str(missing))
    return name


@pytest.fixture(scope="session")
def each_engine(engine: str | None) -> str:
    """For fixtures that run a site of their own: whoever uses them runs once for each engine."""
    assert engine is not None
    return engine


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The `engine` fixture makes the databases; pytest-django has nothing left to do."""


@pytest.fixture(scope="session", autouse=True)
def _guards() -> Iterator[None]:
    with guards.no_foreign_host(), guards.rendering_is_marked():
        yield


@pytest.fixture(autouse=True)
def _no_query_while_rendering(engine: str | None) -> Iterator[None]:
    if engine is None:
        yield
        return
    with guards.no_query_while_rendering():
        yield


@pytest.fixture(scope="session")
def server(each_engine: str) -> Iterator[live.Site]:
    """A live site, shared by many tests: `alongside serve` on a data directory of its own, with limits off.

    Each test opens a space of its own in it and leaves the others alone.
    """
    with live.site(engine=each_engine, ALONGSIDE_LIMITS="off") as running:
        yield running


@pytest.fixture
def start_site(each_engine: str) -> Iterator[Callable[..., live.Site]]:
    """Start a site of this test's own, with settings of its own: `start_site(ALONGSIDE_LIMITS="on")`."""
    with ExitStack() as open_sites:
        yield lambda **settings: open_sites.enter_context(live.site(engine=each_engine, **settings))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        for site in {
            id(one): one for one in getattr(item, "funcargs", {}).values() if isinstance(one, live.Site)
        }.values():
            report.sections.append(("the site's last words", site.last_words()))
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if os.environ.get("CI") and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("Something was skipped (see above). In CI that is a failure.", red=True)


def pytest_unconfigure() -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    run = Path(os.environ["ALONGSIDE_TEST_RUN"])
    postgres.end_shared(run)
    shutil.rmtree(run, ignore_errors=True)
