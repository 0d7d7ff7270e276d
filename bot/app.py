"""Composition root: settings and clock become services and the Bolt app, wired once; it decides nothing.

The only module of `bot` that imports handlers.
"""

import logging
import signal
import threading
from contextlib import suppress

from apscheduler.schedulers.background import BackgroundScheduler
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.access import Access
from bot.acting import Acting
from bot.appeals import AppealDesk
from bot.audit import UNHURRIED_S, AuditTrail
from bot.claims import ClaimDesk
from bot.code_sets import open_lookup
from bot.codes import CodeDesk
from bot.crosswalk import Crosswalk
from bot.crosswalk_page import CrosswalkPage, serving
from bot.demo import fill_demo_people, fill_demo_routing, fill_demo_store, is_playground, require_playground
from bot.denial_texts import DenialTexts
from bot.denials import DenialDesk
from bot.digest_forms import DigestForms
from bot.glossary import GlossaryDesk
from bot.glossary_in_chat import GlossaryInChat
from bot.help_desk import HelpDesk
from bot.home import HomeDesk
from bot.import_desk import ImportsInChat
from bot.imports.service import ImportDesk
from bot.inbox import Inbox
from bot.many import ManyDesk
from bot.payer_pages import PayerPages
from bot.payers import PayerDesk
from bot.payers_in_chat import PayersInChat
from bot.people import PeopleDesk
from bot.provider_queries import QueryDesk
from bot.query_effects import QueryEffects
from bot.query_forms import QueryForms
from bot.query_showing import QueryShowing
from bot.receipts import Receipts
from bot.recent import RecentLists
from bot.redating import Redating
from bot.reminding import Office, Reminding
from bot.reports import ReportDesk
from bot.reports_in_chat import ReportsInChat
from bot.route_forms import RouteForms
from bot.routing import RoutingDesk
from bot.scheduling import TICK_S, run_now, start_scheduler, tick_s
from bot.sending import SlackSender, make_client
from bot.services import Services
from bot.settings import Settings, clock_of, require_slack_tokens
from bot.settings_forms import SettingsForms
from bot.slack_directory import SlackDirectory
from bot.tasks import TaskDesk
from bot.views.ids import COMMAND_CODE
from bot.watchdog import Watchdog
from bot.weekly import WeeklyReports
from bot.work import WorkDesk
from bot.work_forms import WorkForms
from bot.worklist import WorklistDesk
from data.store.claims_file import ClaimsFile
from handlers import TRIGGERS, register

_log = logging.getLogger(__name__)
_MOST_WAITS = 5


def build_services(settings: Settings) -> Services:
    """Everything listeners use, ready for the first question. Raises SettingsError or ClaimStoreUnusable."""
    require_playground(settings)
    clock = clock_of(settings)
    store = ClaimsFile(settings.data_dir)
    importing = ImportDesk(store, clock)
    fill_demo_store(settings, store, importing, clock)
    audit, unhurried = AuditTrail(store, clock), AuditTrail(store, clock, patience_s=UNHURRIED_S)
    fill_demo_people(settings, PeopleDesk(store, clock, audit), clock)
    lookup = open_lookup(settings, clock)
    lookup.warm_up()
    claims = ClaimDesk(store, clock, settings.mode)
    acting, work = Acting(store), WorkDesk(store, clock, importing, audit)
    appeals = AppealDesk(store, clock, settings.mode)
    pages, denial_texts = PayerPages(store, clock), DenialTexts(settings.data_dir)
    tasks = TaskDesk(store, clock, audit)
    routing = RoutingDesk(store, clock, audit, settings.time_zone)
    fill_demo_routing(settings, routing)
    directory = SlackDirectory(settings.bot_token, settings.slack_api_url)
    office = Office(
        mode=settings.mode,
        time_zone=settings.time_zone,
        days_ahead_file=settings.days_ahead_file,
        always_open=is_playground(settings),
    )
    reminding = Reminding(store, clock, office, claims, routing, lambda: len(pages.stale()))
    reminding.warm_up()
    help_desk = HelpDesk(lookup, clock)
    report_desk = ReportDesk(store, clock, lambda: denial_texts.tables().carcs)
    weekly = WeeklyReports(store, clock, audit, report_desk, reminding)
    queries = QueryDesk(store, clock, audit, settings.mode, QueryEffects(clock, tasks))
    query_showing = QueryShowing(store, clock, settings.mode)
    return Services(
        clock=clock,
        access=Access(store),
        audit=audit,
        codes=CodeDesk(lookup, RecentLists(COMMAND_CODE), clock),
        denials=DenialDesk(denial_texts.tables),
        glossary=GlossaryInChat(GlossaryDesk(store, clock, audit, settings.mode), settings.time_zone),
        claims=claims,
        worklists=WorklistDesk(store, clock, settings.mode),
        acting=acting,
        work=work,
        forms=WorkForms(work, acting, clock, appeals, can_type=claims.can_type),
        appeals=appeals,
        tasks=tasks,
        queries=queries,
        query_showing=query_showing,
        query_forms=QueryForms(queries, query_showing, acting, clock),
        many=ManyDesk(store, work, clock, settings.mode),
        crosswalk=Crosswalk(store),
        imports=ImportsInChat(Inbox(settings.inbox_dir, importing, clock, unhurried), settings.mode),
        import_channel=settings.import_channel,
        payers=PayersInChat(pages, PayerDesk(store, clock, unhurried, Redating(store).redate), clock),
        routing=routing,
        route_forms=RouteForms(routing, directory),
        settings_forms=SettingsForms(routing, clock, directory, weekly),
        digest_forms=DigestForms(routing, clock, directory),
        reminding=reminding,
        reports=ReportsInChat(report_desk, settings.mode),
        weekly=weekly,
        home=HomeDesk(store, clock, help_desk, reminding, routing),
        help=help_desk,
        receipts=Receipts(),
    )


def build_app(settings: Settings, services: Services) -> App:
    """The Bolt app with every trigger. It asks Slack who it is, so it needs the network.

    `process_before_response` answers an acknowledgement at once instead of after Bolt's 10 ms poll. The client waits
    and tries again when Slack says "too many" (429), for then nothing was posted; after a lost answer it does not.
    """
    patient = RateLimitErrorRetryHandler(max_retry_count=_MOST_WAITS)
    client = WebClient(token=settings.bot_token, base_url=settings.slack_api_url, retry_handlers=[patient])
    logger = logging.getLogger("slack_bolt.app")
    logger.setLevel(logging.ERROR)  # it would warn that the token in the environment stands in the client already
    app = App(client=client, process_before_response=True, signing_secret="", logger=logger)
    logger.setLevel(logging.WARNING)
    register(app, TRIGGERS, services)
    return app


def run(settings: Settings) -> None:
    """The bot on Socket Mode until SIGTERM or SIGINT. Raises SettingsError or SlackApiError for tokens."""
    require_slack_tokens(settings)
    services = build_services(settings)
    page = crosswalk_page(settings, services)
    app = build_app(settings, services)
    socket = SocketModeHandler(app, settings.app_token)
    sender = SlackSender(make_client(settings.bot_token, settings.slack_api_url))
    scheduler: BackgroundScheduler | None = None
    watchdog = Watchdog(
        services.reminding.alarms,
        services.clock,
        interval_s=TICK_S,
        restart=lambda: run_now(scheduler) if scheduler else None,
        ask_time=sender.find_time,
        days_may_move=is_playground(settings),
    )
    delivery = services.reminding.delivery(sender, may_send=watchdog.may_send, also=services.weekly.renderers)
    scheduler = start_scheduler(services, app.client, delivery, watchdog, tick_s=tick_s(settings))
    watchdog.start()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with serving(page):
        socket.connect()  # type: ignore[no-untyped-call]
        _log.info("connected")
        stop.wait()
    watchdog.stop()
    delivery.stop()
    scheduler.shutdown(wait=True)
    close_socket(socket)
    _log.info("stopped")


def crosswalk_page(settings: Settings, services: Services) -> CrosswalkPage | None:
    """Raises BillingBotError where its port cannot be had."""
    if not settings.crosswalk_port:
        return None
    return CrosswalkPage(services.crosswalk, services.audit, port=settings.crosswalk_port)


def close_socket(socket: SocketModeHandler) -> None:
    """Ends the connection for good. slack_sdk trips over its own reader when both close at once; closed is closed."""
    socket.client.auto_reconnect_enabled = False
    with suppress(AttributeError):
        socket.close()  # type: ignore[no-untyped-call]
