package dev.sluice.magics.render;

import dev.sluice.transfer.TransferReceipt.Loss;

/** Says in words that values were changed on their way. */
final class Losses {

    private Losses() {}

    /** Returns one sentence, without its full stop. */
    static String told(Loss loss) {
        return "Column " + loss.column() + ": " + Amounts.count(loss.values(), "value")
                + (loss.values() == 1 ? " is " : " are ") + loss.what() + ", such as '" + loss.example() + "'";
    }
}
