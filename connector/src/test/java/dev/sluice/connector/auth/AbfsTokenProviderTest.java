package dev.sluice.connector.auth;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.failure.TransferFailedException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AbfsTokenProviderTest {

    private final Configuration configuration = new Configuration(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account.dfs.core.windows.net",
                "ACCOUNT.DFS.CORE.WINDOWS.NET",
                "account.z01.dfs.storage.azure.net",
                "onelake.dfs.fabric.microsoft.com",
                "account.dfs.core.usgovcloudapi.net",
                "account.dfs.core.chinacloudapi.cn",
            })
    void servesAccountsOfAzure(String account) {
        assertThatCode(() -> new AbfsTokenProvider().initialize(configuration, account))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "account.dfs.core.windows.net.example.com",
                "dfs.core.windows.net",
                "accountdfs.core.windows.net",
                "127.0.0.1",
            })
    void servesNoOtherAccount(String account) {
        // As a setting for all accounts does, which is one for hosts that nobody has thought of.
        configuration.set("fs.azure.account.oauth.provider.type", AbfsTokenProvider.class.getName());

        assertThatThrownBy(() -> new AbfsTokenProvider().initialize(configuration, account))
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(TransferFailedException.class)
                .hasMessage(
                        "The storage " + account + " is not sent a token: Its name is none of Azure's storage, and the"
                                + " Spark session's configuration does not name it");
    }

    @Test
    void servesAnAccountThatTheConfigurationNames() {
        configuration.set("fs.azure.account.oauth.provider.type.lake.example.com", AbfsTokenProvider.class.getName());

        assertThatCode(() -> new AbfsTokenProvider().initialize(configuration, "lake.example.com"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new AbfsTokenProvider().initialize(configuration, "other.example.com"))
                .isInstanceOf(IOException.class);
    }
}
