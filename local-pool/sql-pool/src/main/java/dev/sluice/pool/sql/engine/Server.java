package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.polybase.Lake;
import dev.sluice.pool.sql.engine.system.RequestLog;
import dev.sluice.pool.sql.engine.system.SessionList;

/** What all sessions share. */
record Server(Databases databases, Lake lake, RequestLog requests, SessionList sessions, Logins logins) {}
