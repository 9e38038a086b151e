package dev.sluice.magics;

import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.MimeBundle;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a cell said, as text. */
public final class RecordedOutput implements CellOutput {

    public final List<String> said = new ArrayList<>();
    public final List<MimeBundle> bundles = new ArrayList<>();

    @Override
    public void text(Stream stream, String text) {
        said.add(stream + " " + text);
    }

    @Override
    public void display(MimeBundle content) {
        said.add("shown " + content.text());
        bundles.add(content);
    }

    @Override
    public void progress(MimeBundle content) {
        said.add("progress " + content.text());
    }

    @Override
    public void endProgress() {
        said.add("progress ends");
    }
}
