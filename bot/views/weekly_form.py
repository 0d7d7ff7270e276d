"""The form in which people say which channel gets the weekly report, and when."""

from bot.rules.report_weekly import WEEKDAYS
from bot.views import settings_ids as ids
from bot.views.blocks import View, context, option
from bot.views.forms import form
from bot.views.settings_inputs import channel_input, one_of, time_input
from data.report_models import WeeklyReport


def weekly_form(settings: WeeklyReport, change_id: int) -> View:
    return form(
        "Weekly report",
        ids.VIEW_WEEKLY,
        "Save",
        ids.stamp(0, change_id),
        [
            channel_input(
                ids.CHANNEL,
                "Which channel?",
                initial=settings.channel,
                needed=False,
                hint="Empty for none. I must be in it: /invite @billing-bot. Not a shared one.",
            ),
            one_of(
                ids.WEEKDAY,
                "On which day?",
                "static_select",
                [option(name, str(number)) for number, name in enumerate(WEEKDAYS)],
                initial=str(settings.weekday),
                hint="When you are closed that day, it comes on your next working day.",
            ),
            time_input(ids.REPORT_AT, "At what time?", initial=settings.at),
            context("It holds sums of payers and no claim: open balances by age, denial rates, and a picture of both."),
        ],
    )
