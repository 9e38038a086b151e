package dev.sluice.pool.storage.lake;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller can set on a file or directory and the disk does not know. The local storage keeps and shows it, and does
 * not decide by it who may do what.
 *
 * @param owner user that owns it
 * @param group group that owns it
 * @param permissions nine characters such as {@code rwxr-x---}
 * @param acl full access control list, or null for the one that the permissions say
 * @param properties {@code name=base64,...} as the caller gave them, or empty
 */
public record PathAttributes(
        String owner,
        String group,
        String permissions,
        @Nullable String acl,
        String properties) {

    private static final String SUPER_USER = "$superuser";

    /** Attributes of files for which nothing was set. */
    static final PathAttributes OF_FILE = new PathAttributes(SUPER_USER, SUPER_USER, "rw-r--r--", null, "");

    /** Attributes of directories for which nothing was set. */
    static final PathAttributes OF_DIRECTORY = new PathAttributes(SUPER_USER, SUPER_USER, "rwxr-xr-x", null, "");

    /** Returns the attributes of a path for which nothing was set. */
    public static PathAttributes defaults(PathKind kind) {
        return kind == PathKind.DIRECTORY ? OF_DIRECTORY : OF_FILE;
    }

    /** Returns these attributes with another owner. */
    public PathAttributes withOwner(String newOwner) {
        return new PathAttributes(newOwner, group, permissions, acl, properties);
    }

    /** Returns these attributes with another group. */
    public PathAttributes withGroup(String newGroup) {
        return new PathAttributes(owner, newGroup, permissions, acl, properties);
    }

    /** Returns these attributes with other permissions; a list that said more is gone. */
    public PathAttributes withPermissions(String newPermissions) {
        return new PathAttributes(owner, group, newPermissions, null, properties);
    }

    /** Returns these attributes with another access control list. */
    public PathAttributes withAcl(String newAcl) {
        return new PathAttributes(owner, group, permissions, newAcl, properties);
    }

    /** Returns these attributes with other properties. */
    public PathAttributes withProperties(String newProperties) {
        return new PathAttributes(owner, group, permissions, acl, newProperties);
    }

    /** Returns the access control list, {@code user::rwx,group::r-x,other::---}. */
    public String accessControlList() {
        return Optional.ofNullable(acl)
                .orElseGet(() -> "user::" + permissions.substring(0, 3) + ",group::" + permissions.substring(3, 6)
                        + ",other::" + permissions.substring(6, 9));
    }
}
