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
    """

    name: str
    target: str
    says: str
    group: str
    aliases: tuple[str, ...] = ()


COMMANDS: tuple[Command, ...] = (
    Command("demo", "lif_cli.demo.command:demo", "A walk-through: real sheets, one invented partnership.", SETTING),
    Command("due", "lif_cli.measuring:due", "What is overdue, what is coming, and what has no date.", LOOKING),
    Command("gaps", "lif_cli.measuring:gaps", "What is missing, and what would mend it.", LOOKING),
    Command("thread", "lif_cli.measuring:thread", "How a record hangs together, from source to difference.", LOOKING),
    Command("responsibilities", "lif_cli.measuring:responsibilities", "Who must do what.", LOOKING),
    Command("report", "lif_cli.reporting:report", "A document: an agenda, an action plan, a sheet to send.", LOOKING),
    Command("list", "lif_cli.reading:list_", "The records of one type.", LOOKING),
    Command("show", "lif_cli.reading:show", "One record, whole.", LOOKING),
    Command("history", "lif_cli.reading:history", "What was changed of a record: when, by whom and why.", LOOKING),
    Command("find", "lif_cli.reading:find", "The records that say a term.", LOOKING),
    Command("add", "lif_cli.writing:add", "Write one new record.", WRITING),
    Command("status", "lif_cli.writing:status", "Move a record to another status.", WRITING, ("move",)),
    Command("apply", "lif_cli.writing:apply", "Write many requests from a file, all or none.", WRITING),
    Command("import", "lif_cli.importing:import_", "Take a spreadsheet in.", BRINGING),
    Command("undo", "lif_cli.importing:undo", "Take an import back.", BRINGING),
    Command("aside", "lif_cli.importing:aside", "What imports kept aside, and until when.", BRINGING),
    Command("dump", "lif_cli.keeping:dump", "The whole register, in clear, as JSON Lines.", KEEPING),
    Command("restore", "lif_cli.keeping:restore", "A dump, into an empty store.", KEEPING),
    Command("backup", "lif_cli.keeping:backup", "A consistent copy of the store, in a new file.", KEEPING),
    Command("verify", "lif_cli.keeping:verify", "Whether the journal is whole.", KEEPING),
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

TOGETHER = {"framework": "How the partnership works: compared, taken over, written out."}
"""Groups of commands by their word, and what they are for."""
