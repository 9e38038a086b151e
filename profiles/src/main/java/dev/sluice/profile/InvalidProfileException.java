package dev.sluice.profile;

/** A profile cannot be used as it is written. The message names the file, the profile, the option and what to write. */
public final class InvalidProfileException extends Exception {

    private static final long serialVersionUID = 1;

    InvalidProfileException(String message) {
        super(message);
    }

    /**
     * Says what of a profile cannot be used.
     *
     * @param what begins with the option
     */
    public InvalidProfileException(Profile profile, String what) {
        this("Profile '" + profile.name() + "': " + what);
    }
}
