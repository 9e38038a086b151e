package dev.sluice.pool.supervisor;

/** The names things have in the local pool. */
final class PoolNames {

    static final String TOKENS = "tokens";
    static final String STORAGE = "storage";
    static final String SQL_POOL = "sql-pool";
    static final String LIVY = "livy";
    static final String WATCH = "watch";

    static final String HOST = "127.0.0.1";
    static final String ACCOUNT = "sluicelocal";
    static final String ACCOUNT_HOST = ACCOUNT + ".dfs.core.windows.net";
    static final String CONTAINER = "lake";
    static final String STAGING = "abfss://" + CONTAINER + "@" + ACCOUNT_HOST + "/staging";
    static final String DATABASE = "sqlpool";
    static final String LOGIN = "sluice";
    static final String CLIENT_ID = "sluice-local";

    private PoolNames() {}
}
