package dev.sluice.pool.sql.tds.login;

import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import java.util.Optional;

/**
 * The features that a LOGIN7 asks for: an id, a length and data each, and 0xFF at the end. Only login by token is of
 * use here; the others are not acknowledged and so stay off.
 */
final class FeatureExtensions {

    private static final int FEDERATED_LOGIN = 0x02;
    private static final int END = 0xFF;

    private static final int SECURITY_TOKEN = 0x01;
    private static final int WORKFLOW = 0x02;

    private FeatureExtensions() {}

    static Optional<FederatedLogin> federatedLogin(WireReader features) throws ProtocolException {
        Optional<FederatedLogin> login = Optional.empty();
        for (int id = features.u8(); id != END; id = features.u8()) {
            WireReader data = features.next(features.i32());
            if (id == FEDERATED_LOGIN) {
                login = Optional.of(federatedLoginOf(data));
            }
        }
        return login;
    }

    private static FederatedLogin federatedLoginOf(WireReader data) throws ProtocolException {
        int library = data.u8() >> 1;
        return switch (library) {
            case SECURITY_TOKEN ->
                new FederatedLogin.Token(new Password(data.next(data.i32()).restAsText()));
            case WORKFLOW -> new FederatedLogin.Workflow();
            default -> throw new ProtocolException("Invalid LOGIN7: login library " + library);
        };
    }
}
