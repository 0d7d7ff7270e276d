"""What listeners are given to do their work; it is only a list, wired in bot/app.py."""

from dataclasses import dataclass

from bot.access import Access
from bot.acting import Acting
from bot.appeals import AppealDesk
from bot.audit import AuditTrail
from bot.claims import ClaimDesk
from bot.clock import Clock
from bot.codes import CodeDesk
from bot.crosswalk import Crosswalk
from bot.denials import DenialDesk
from bot.digest_forms import DigestForms
from bot.glossary_in_chat import GlossaryInChat
from bot.help_desk import HelpDesk
from bot.home import HomeDesk
from bot.import_desk import ImportsInChat
from bot.many import ManyDesk
from bot.payers_in_chat import PayersInChat
from bot.provider_queries import QueryDesk
from bot.query_forms import QueryForms
from bot.query_showing import QueryShowing
from bot.receipts import Receipts
from bot.reminding import Reminding
from bot.reports_in_chat import ReportsInChat
from bot.route_forms import RouteForms
from bot.routing import RoutingDesk
from bot.settings_forms import SettingsForms
from bot.tasks import TaskDesk
from bot.weekly import WeeklyReports
from bot.work import WorkDesk
from bot.work_forms import WorkForms
from bot.worklist import WorklistDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything a listener may use besides what Slack sent."""

    clock: Clock
    access: Access
    audit: AuditTrail
    codes: CodeDesk
    denials: DenialDesk
    glossary: GlossaryInChat
    claims: ClaimDesk
    worklists: WorklistDesk
    acting: Acting
    work: WorkDesk
    tasks: TaskDesk
    queries: QueryDesk
    query_showing: QueryShowing
    query_forms: QueryForms
    forms: WorkForms
    appeals: AppealDesk
    many: ManyDesk
    crosswalk: Crosswalk
    imports: ImportsInChat
    import_channel: str
    """Channel id for summaries of what came in; "" for none."""
    payers: PayersInChat
    routing: RoutingDesk
    route_forms: RouteForms
    settings_forms: SettingsForms
    digest_forms: DigestForms
    reminding: Reminding
    reports: ReportsInChat
    weekly: WeeklyReports
    home: HomeDesk
    help: HelpDesk
    receipts: Receipts
