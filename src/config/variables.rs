//! The names. `.env.example` documents each of them, and a test holds the two together.

/// A variable that the service reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Variable {
    pub name: &'static str,
    /// What holds when it is not set; none where not setting it has a meaning of its own.
    pub default: Option<&'static str>,
    /// What to write there, as the end of a sentence that begins with the name.
    pub wants: &'static str,
}

macro_rules! variables {
    ($($name:ident = $default:expr, $wants:literal;)*) => {
        $(pub const $name: Variable =
            Variable { name: stringify!($name), default: $default, wants: $wants };)*
        /// All of them, in the order of `.env.example`.
        pub const VARIABLES: &[Variable] = &[$($name),*];
    };
}

variables! {
    DATABASE_URL = None,
        "must be the address of a PostgreSQL server, such as postgres://user:password@localhost/sangkien; in a password @ : / # ? % are written %40 %3A %2F %23 %3F %25";
    DATABASE_POOL_SIZE = Some("6"), "must be a number of connections from 1 to 500";
    DATA_DIR = Some("data"), "must be a folder";
    DATA_KEY = None,
        "must be 32 secret bytes as 64 hex digits or as base64, or several of those with commas between, the newest first; make one with: openssl rand -hex 32";
    DATA_KEY_FILE = None, "must be a file with such a key, or several, the newest first";
    TELEGRAM_BOT_TOKEN = None,
        "must be the token that @BotFather gave you, such as 123456789:AAE…";
    TELEGRAM_BOT_USERNAME = None,
        "must be the bot's name, 5 to 32 letters, digits and underscores, such as SangKienBot";
    TELEGRAM_API_URL = Some("https://api.telegram.org"),
        "must be an address that begins with https:// or http://";
    TELEGRAM_WEBHOOK_URL = None,
        "must be the https address under which Telegram reaches this service, such as https://sangkien.example.vn/hook/telegram";
    TELEGRAM_WEBHOOK_SECRET = None,
        "must be 16 to 256 letters, digits, - and _ that nobody can guess; try: openssl rand -hex 32";
    FILE_STORE = None,
        "must be a folder, or a bucket of an S3-compatible store such as s3://bucket or s3://bucket/folder";
    FILE_MAX_MB = Some("20"), "must be a number of megabytes from 1 to 20, which is Telegram's limit";
    FILE_LINK_LIFE = Some("24h"), "must be a time from 5m to 30d, such as 24h";
    FILE_BUCKET_ENDPOINT = None,
        "must be the address of an S3-compatible store, such as https://s3.example.vn";
    FILE_BUCKET_REGION = Some("us-east-1"), "must be the region of the bucket";
    FILE_BUCKET_KEY_ID = None, "must be the key's id, which s3:// in FILE_STORE needs";
    FILE_BUCKET_SECRET = None, "must be the key's secret, which s3:// in FILE_STORE needs";
    ZALO_BOT_TOKEN = None,
        "must be the token that Zalo Bot Creator sent you, such as 123456789:AbC…";
    ZALO_BOT_API_URL = Some("https://bot-api.zaloplatforms.com"),
        "must be an address that begins with https:// or http://";
    ZALO_BOT_WEBHOOK_URL = None,
        "must be the https address under which Zalo reaches this service, such as https://sangkien.example.vn/hook/zalo-bot";
    ZALO_BOT_WEBHOOK_SECRET = None,
        "must be 16 to 256 letters, digits, - and _ that nobody can guess; try: openssl rand -hex 32";
    ZALO_BOT_MAX_TEXT = Some("1900"), "must be a number from 400 to 2000";
    ZALO_BOT_FORMAT = Some("plain"), "must be plain or html";
    ZALO_OA_ID = None, "must be the Official Account's number, such as 1234567890123456789";
    ZALO_OA_APP_ID = None, "must be the application's number on developers.zalo.me";
    ZALO_OA_APP_SECRET = None, "must be the application's secret, from its settings on developers.zalo.me";
    ZALO_OA_SECRET_KEY = None,
        "must be the OA secret key, from the application's Webhook page on developers.zalo.me, which is not the application's secret";
    ZALO_OA_REDIRECT_URL = None,
        "must be the application's callback address, such as https://sangkien.example.vn/zalo";
    ZALO_OA_CHARGED = Some("off"), "must be on or off";
    ZALO_OA_GREETING = Some("on"), "must be on or off";
    ZALO_OA_BUTTON_QUERY = Some("hide"), "must be hide or show";
    ZALO_OA_BUTTON_TEMPLATE = Some("off"), "must be on or off";
    ZALO_OA_CODE_VERIFIER = None, "must be 43 letters, digits, - and _";
    ZALO_OA_API_URL = Some("https://openapi.zalo.me"),
        "must be an address that begins with https:// or http://";
    ZALO_OA_OAUTH_URL = Some("https://oauth.zaloapp.com"),
        "must be an address that begins with https:// or http://";
    ACCOUNTS_FILE = None, "must be the path of a TOML file";
    HTTP_LISTEN = Some("127.0.0.1:8080"), "must be an address and a port, such as 127.0.0.1:8080, or off";
    PUBLIC_URL = None, "must be the address under which the world reaches the public page and links to files, such as https://sangkien.example.vn";
    HTTP_PROXIES = Some("1"), "must be the number of proxies before the service, from 0 to 5";
    LOG = None, "must be a level (error, warn, info, debug, trace) or a filter such as info,sangkien=debug";
    LOG_FORMAT = Some("text"), "must be text or json";
    DECISION_HOLD = Some("10m"), "must be a time such as 10m, or 0";
    DRAFT_REMINDERS = Some("24h,72h"), "must be two times such as 24h,72h, the shorter first, or off";
    INVITATION_LIFE = Some("48h"), "must be a time from 1m to 90d, such as 48h";
    RETENTION_PEOPLE_DAYS = Some("1826"), "must be a number of days from 365 to 36500";
    RETENTION_DRAFTS_DAYS = Some("730"), "must be a number of days from 30 to 3650";
    RETENTION_STRANGERS_DAYS = Some("30"), "must be a number of days from 1 to 365";
    RETENTION_LOOKS_DAYS = Some("730"), "must be a number of days from 30 to 3650";
    BUSY_NOTICE_AFTER = Some("30s"), "must be a time from 1s, such as 30s, or off";
    CHAT_PER_MINUTE = Some("120"), "must be a number of messages from 10 to 10000, or off";
    BULK_PER_SECOND = Some("25"), "must be a number of messages from 1 to 1000";
}
