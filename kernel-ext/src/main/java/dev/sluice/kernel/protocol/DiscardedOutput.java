package dev.sluice.kernel.protocol;

import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.MimeBundle;

/** Output that nobody is to see: of silent cells and of user expressions. */
enum DiscardedOutput implements CellOutput {
    INSTANCE;

    @Override
    public void text(Stream stream, String text) {}

    @Override
    public void display(MimeBundle content) {}

    @Override
    public void progress(MimeBundle content) {}

    @Override
    public void endProgress() {}
}
