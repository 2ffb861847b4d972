"""Every setting that an installation can give, in the order in which `docs/settings.md` lists them."""

from twofold.core.environment import (
    ADDRESS,
    FLAG,
    FOLDER,
    NETWORKS,
    TEXT,
    TIME_ZONE,
    WORDS,
    Setting,
    choice,
    number,
)

SETTINGS = (
    Setting(
        "TWOFOLD_DATA",
        FOLDER,
        "data",
        "Where everything that must be kept lives: `db.sqlite3`, `files/` and `keys/`. Back up this folder.",
    ),
    Setting(
        "DATABASE_URL",
        TEXT,
        "",
        "A PostgreSQL database, as `postgresql://user:password@host:5432/name`. Without it, SQLite in the data folder is used.",
        secret=True,
    ),
    Setting(
        "TWOFOLD_DATABASE_POOL",
        number(1, 100),
        "8",
        "How many PostgreSQL connections each process keeps at most.",
    ),
    Setting(
        "TWOFOLD_URL",
        ADDRESS,
        "",
        "The address that people type, as `https://twofold.example.org`; without it, the one on this machine. "
        "With `https`, cookies are sent over https only and browsers are told to stay there.",
    ),
    Setting(
        "TWOFOLD_HOSTS",
        WORDS,
        "localhost,127.0.0.1,[::1]",
        "Further host names that are answered, besides the one in `TWOFOLD_URL`.",
    ),
    Setting(
        "TWOFOLD_TRUSTED_PROXIES",
        WORDS,
        "",
        "Addresses of reverse proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. Others are ignored.",
    ),
    Setting(
        "TWOFOLD_BIND",
        TEXT,
        "127.0.0.1",
        "The network address that `twofold serve` listens on. Only this machine can reach the default.",
    ),
    Setting("PORT", number(1, 65535), "8000", "The port that `twofold serve` listens on."),
    Setting(
        "TWOFOLD_WEB_PROCESSES",
        number(0, 64),
        "0",
        "How many processes answer pages, of about 100 MB each; 0 is one, and with PostgreSQL one for each core, up to eight.",
    ),
    Setting(
        "TWOFOLD_WEB_THREADS",
        number(1, 256),
        "16",
        "How many pages each of these processes answers at the same time.",
    ),
    Setting(
        "TWOFOLD_EMBEDDED_WORKER",
        FLAG,
        "1",
        "Whether `twofold serve` also runs one `twofold worker` for background jobs.",
    ),
    Setting(
        "TWOFOLD_SMTP_URL",
        TEXT,
        "",
        "The mail server, as `smtp://user:password@host:587` (STARTTLS), `smtps://…:465` (TLS) or `smtp://host:25?tls=none`. "
        "Without it, mail is printed in the terminal.",
        secret=True,
    ),
    Setting(
        "TWOFOLD_MAIL_FROM", TEXT, "twofold@localhost", "The sender of mail that the system itself writes."
    ),
    Setting(
        "TWOFOLD_EGRESS_PROXY",
        ADDRESS,
        "",
        "A proxy, as `http://proxy.example.org:3128`, through which requests to other sites by https leave. "
        "It looks the hosts up, so it must refuse private networks itself.",
    ),
    Setting(
        "TWOFOLD_EGRESS_NETWORKS",
        NETWORKS,
        "",
        "Networks, as `10.1.0.0/16`, that may be sent requests although they are private, by plain http too. "
        "Others that are not on the public internet are refused.",
    ),
    Setting(
        "TWOFOLD_UPLOAD_MB", number(1, 10_000), "25", "The largest file that can be attached, in megabytes."
    ),
    Setting(
        "TWOFOLD_IMPORT_MB",
        number(1, 100_000),
        "500",
        "The largest file that can be imported in the browser, in megabytes.",
    ),
    Setting(
        "TWOFOLD_API_PER_MINUTE",
        number(1, 1_000_000),
        "600",
        "How many requests a minute the programs of one person may make.",
    ),
    Setting(
        "TWOFOLD_SECOND_STEP",
        choice("none", "capable", "all"),
        "none",
        "Who must have a second step beside the password: nobody, those with a capability such as `administer`, or all.",
    ),
    Setting(
        "TWOFOLD_CONFIRM_MINUTES",
        number(1, 1440),
        "10",
        "How long after signing in, or confirming who one is, sensitive acts need no further confirmation.",
    ),
    Setting(
        "TWOFOLD_REOPEN_DAYS",
        number(0, 365),
        "14",
        "For how many days a customer can say in the portal that a resolved case is still not solved, and open it again. "
        "Later it becomes a new case that follows the old one.",
    ),
    Setting(
        "TWOFOLD_TIME_ZONE", TIME_ZONE, "UTC", "The time zone of people and units that have not chosen one."
    ),
    Setting(
        "TWOFOLD_CURRENCY", TEXT, "EUR", "The currency of amounts that name none, as a code of three letters."
    ),
    Setting("TWOFOLD_LOG_LEVEL", choice("DEBUG", "INFO", "WARNING", "ERROR"), "INFO", "How much is logged."),
    Setting(
        "TWOFOLD_DEBUG",
        FLAG,
        "0",
        "Show tracebacks in the browser. Never on a machine that others can reach.",
    ),
)
