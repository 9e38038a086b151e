package dev.sluice.pool.sql.tds.packet;

/** Versions of TDS that differ in what a server may send. */
public enum TdsVersion {
    /** SQL Server 2000: other layouts of tokens. Only known to refuse it in a way that its clients read. */
    V7_1(0x71000001),
    /** SQL Server 2005. */
    V7_2(0x72090002),
    /** SQL Server 2008: date, time, datetime2, datetimeoffset. */
    V7_3_A(0x730A0003),
    /** SQL Server 2008 R2: rows with a bitmap of nulls. */
    V7_3_B(0x730B0003),
    /** SQL Server 2012. */
    V7_4(0x74000004),
    /** SQL Server 2022: TLS around everything. */
    V8_0(0x08000000);

    private final int code;

    TdsVersion(int code) {
        this.code = code;
    }

    /** The number that LOGINACK names, big-endian there. */
    public int code() {
        return code;
    }

    /** Returns the highest version that is not above the one a LOGIN7 names. */
    public static TdsVersion of(int code) {
        if (code == V8_0.code) {
            return V8_0;
        }
        TdsVersion best = V7_1;
        for (TdsVersion version : values()) {
            if (version != V8_0 && Integer.compareUnsigned(code, version.code) >= 0) {
                best = version;
            }
        }
        return best;
    }

    /** Whether this version is as new as another or newer. */
    public boolean isAtLeast(TdsVersion other) {
        return compareTo(other) >= 0;
    }
}
