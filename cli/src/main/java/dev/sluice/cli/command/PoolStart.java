package dev.sluice.cli.command;

import dev.sluice.pool.supervisor.LocalPool;
import dev.sluice.pool.supervisor.PoolStatus;
import java.io.PrintWriter;

/** Brings a checkout to where cells can run: packages installed, kernels known to Jupyter, local pool up. */
final class PoolStart {

    private final Checkout checkout;
    private final PrintWriter out;

    PoolStart(Checkout checkout, PrintWriter out) {
        this.checkout = checkout;
        this.out = out;
    }

    void setUp() {
        checkout.python().install("requirements.txt", this::say);
        KernelInstallation.intoEnvironment(checkout, checkout.localPool());
        LabSettings.intoEnvironment(checkout);
    }

    PoolStatus start() {
        setUp();
        LocalPool pool = checkout.pool();
        pool.up(this::say);
        pool.watch();
        return pool.status();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
