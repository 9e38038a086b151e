package dev.sluice.pool.sql.tds.token;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.TdsVersion;

/** A part of an answer, known by its first byte. */
public sealed interface Token
        permits ColumnMetadata,
                Done,
                EnvironmentChange,
                FeatureAcknowledgement,
                FederatedLoginInfo,
                LoginAcknowledgement,
                ReturnStatus,
                ReturnValue,
                ServerMessage {

    /** Writes the token as this version of the protocol has it. */
    void write(MessageWriter out, TdsVersion version);
}
