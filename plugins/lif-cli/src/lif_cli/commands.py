"""Commands: every command there is, what it answers and where it is written. None is imported before it is called."""

import attrs

LOOKING, WRITING, BRINGING, KEEPING, SETTING = "Look", "Write", "Bring in", "Keep", "Set up"


@attrs.frozen
class Command:
    """One command.

    Attributes:
        name: the word it is called by; of two words the first is that of a group of commands.
        target: module and function, such as `lif_cli.reading:show`.
        says: one line for the list of commands.
        group: what it is for.
        aliases: further words for it.
        near: words that people try for it: they are told which command is meant, and do not call it.
    """

    name: str
    target: str
    says: str
    group: str
    aliases: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


_CORRECT = ("amend", "correct", "edit", "fix", "modify", "set", "update")
_MOVE = ("due-date", "extend", "move-date", "postpone")
_TAKE_BACK = ("cancel", "delete", "remove", "retract", "rm", "take-back")

COMMANDS: tuple[Command, ...] = (
    Command("demo", "lif_cli.demo.command:demo", "A walk-through: real sheets, one invented partnership.", SETTING),
    Command("due", "lif_cli.measuring:due", "What is overdue, what is coming, and what has no date.", LOOKING),
    Command("gaps", "lif_cli.measuring:gaps", "What is missing, and what would mend it.", LOOKING),
    Command("thread", "lif_cli.measuring:thread", "How a record hangs together, from source to difference.", LOOKING),
    Command("responsibilities", "lif_cli.measuring:responsibilities", "Who must do what.", LOOKING),
    Command("sustained", "lif_cli.improving:sustained", "What became of actions after they were done.", LOOKING),
    Command("measures", "lif_cli.improving:measures", "What each measure shows, and whether it changed.", LOOKING),
    Command("recurring", "lif_cli.improving:recurring", "Where learning did not hold.", LOOKING),
    Command("portfolio", "lif_cli.improving:portfolio", "What stands out where plans are seen together.", LOOKING),
    Command("indicators", "lif_cli.counting:indicators", "How the framework itself works, year by year.", LOOKING),
    Command("audits", "lif_cli.auditing:audits", "Grades of an audit, its re-audit, and the staff's word.", LOOKING),
    Command("advise", "lif_cli.advising:advise", "Which response the criteria call for; people decide.", LOOKING),
    Command("returns", "lif_cli.asking:returns", "Who was asked for what, and who has returned it.", LOOKING),
    Command("day-sheet", "lif_cli.asking:day_sheet", "The working days of a rapid review, with dates.", LOOKING),
    Command("challenges", "lif_cli.scrutiny:challenges", "What was challenged or asked, and how it was met.", LOOKING),
    Command("consultations", "lif_cli.scrutiny:consultations", "What people were asked, said and got.", LOOKING),
    Command("products", "lif_cli.asking:products", "What was handed on, to whom, and how it was used.", LOOKING),
    Command("training plan", "lif_cli.training:plan", "What has to be learnt, and what meets it.", LOOKING),
    Command("training needs", "lif_cli.training:needs", "How much each theme weighs among the needs.", LOOKING),
    Command("training take-up", "lif_cli.training:take_up", "How many of the places were taken.", LOOKING),
    Command("training attendance", "lif_cli.training:attendance", "Who came, of those registered.", LOOKING),
    Command("training cost", "lif_cli.training:cost", "Who did not come, and what that costs.", LOOKING),
    Command("training charges", "lif_cli.training:charges", "What a place costs whom.", LOOKING),
    Command("training waiting", "lif_cli.training:waiting", "Who waits, and for what.", LOOKING),
    Command("training reach", "lif_cli.training:reach", "Whose staff did not come.", LOOKING),
    Command("training coverage", "lif_cli.training:coverage", "Staff in date of staff in post, as reported.", LOOKING),
    Command("training current", "lif_cli.training:current", "Attendances still current; no coverage.", LOOKING),
    Command("training effect", "lif_cli.training:effect", "What training changed, level by level.", LOOKING),
    Command("training codes", "lif_cli.training:codes", "Codes that pair answers and stand for nobody.", LOOKING),
    Command("report", "lif_cli.reporting:report", "A document: an agenda, an action plan, a sheet to send.", LOOKING),
    Command("list", "lif_cli.reading:list_", "The records of one type.", LOOKING),
    Command("show", "lif_cli.reading:show", "One record, whole.", LOOKING),
    Command("history", "lif_cli.reading:history", "What was changed of a record: when, by whom and why.", LOOKING),
    Command("changes", "lif_cli.changing:changes", "What changed since a day.", LOOKING),
    Command("find", "lif_cli.reading:find", "The records that say a term.", LOOKING),
    Command("add", "lif_cli.writing:add", "Write one new record.", WRITING),
    Command("status", "lif_cli.writing:status", "Move a record to another status.", WRITING, ("move",)),
    Command("change", "lif_cli.mending:change", "Correct what a record says.", WRITING, near=_CORRECT),
    Command("reschedule", "lif_cli.mending:reschedule", "Move a target date, with the reason.", WRITING, near=_MOVE),
    Command("withdraw", "lif_cli.mending:withdraw", "Take a record back, with the reason.", WRITING, near=_TAKE_BACK),
    Command("reopen", "lif_cli.improving:reopen", "Reopen an action whose improvement did not hold.", WRITING),
    Command("roll-over", "lif_cli.auditing:roll_over", "Ask again, beginning from the answers of last time.", WRITING),
    Command("apply", "lif_cli.writing:apply", "Write many requests from a file, all or none.", WRITING),
    Command("ask", "lif_cli.asking:ask", "Ask many agencies for the same at once.", WRITING),
    Command("chase", "lif_cli.asking:chase", "Ask again for what has not come.", WRITING),
    Command("returned", "lif_cli.asking:returned", "Take what an agency sent back.", WRITING),
    Command("answer", "lif_cli.scrutiny:answer", "Answer a challenge, with what the answer rests on.", WRITING),
    Command("escalate", "lif_cli.scrutiny:escalate", "Raise a challenge further up.", WRITING),
    Command("sample", "lif_cli.scrutiny:sample", "Closed actions drawn by chance, with the seed on record.", WRITING),
    Command("meeting", "lif_cli.meeting:meeting", "All papers of a meeting, in one folder.", WRITING),
    Command("minutes", "lif_cli.meeting:minutes", "What was decided at a meeting, back by number.", BRINGING),
    Command("hand-over", "lif_cli.bulk:hand_over", "Every open action of a role, to another.", WRITING),
    Command("import", "lif_cli.importing:import_", "Take a spreadsheet in.", BRINGING),
    Command("undo", "lif_cli.importing:undo", "Take an import back.", BRINGING),
    Command("aside", "lif_cli.importing:aside", "What imports kept aside, and until when.", BRINGING),
    Command("dump", "lif_cli.keeping:dump", "The whole register, in clear, as JSON Lines.", KEEPING),
    Command("restore", "lif_cli.keeping:restore", "A dump or a backup, into an empty store.", KEEPING),
    Command("backup", "lif_cli.keeping:backup", "A consistent copy of the store, in a new file.", KEEPING),
    Command("verify", "lif_cli.keeping:verify", "Whether the journal is whole.", KEEPING),
    Command("rebuild", "lif_cli.keeping:rebuild", "The records as they stand, made again from the journal.", KEEPING),
    Command("retain", "lif_cli.retaining:retain", "What was kept long enough, and may go.", KEEPING),
    Command("redact", "lif_cli.retaining:redact", "Remove values of a record for good.", KEEPING),
    Command("init", "lif_cli.starting:init", "A new partnership folder.", SETTING),
    Command("check", "lif_cli.explaining:check", "Every problem of framework and settings.", SETTING),
    Command("explain", "lif_cli.explaining:explain", "Where a setting of the framework comes from.", SETTING),
    Command("framework diff", "lif_cli.comparing:diff", "What differs between two frameworks.", SETTING),
    Command("framework plan-upgrade", "lif_cli.comparing:plan", "What another framework would lose.", SETTING),
    Command("framework upgrade", "lif_cli.comparing:upgrade", "Take the names of another framework.", SETTING),
    Command("framework show", "lif_cli.comparing:show", "The framework as a document.", SETTING),
    Command("plugins", "lif_cli.explaining:plugins", "The plug-ins there are, and what they offer.", SETTING),
    Command("schema", "lif_cli.explaining:schema", "What records, requests and frameworks may say.", SETTING),
)
"""Every command, in the order in which they are listed."""

TOGETHER = {
    "framework": "How the partnership works: compared, taken over, written out.",
    "training": "What has to be learnt, who came, whom it did not reach, and what it changed.",
}
"""Groups of commands by their word, and what they are for."""
