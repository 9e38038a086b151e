package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Catalog;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.ExternalTable;
import dev.sluice.pool.sql.engine.catalog.Column;
import dev.sluice.pool.sql.engine.catalog.DataSource;
import dev.sluice.pool.sql.engine.catalog.FileFormat;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition;
import dev.sluice.pool.sql.tsql.Definition.ObjectKind;
import dev.sluice.pool.sql.tsql.Definition.Replacing;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.tsql.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what external tables need, and external tables. */
final class Externals {

    private static final Map<String, String> CODECS = Map.of(
            "org.apache.hadoop.io.compress.snappycodec", "snappy",
            "org.apache.hadoop.io.compress.gzipcodec", "gzip");

    private static final Set<String> TABLE_OPTIONS = Set.of(
            "LOCATION",
            "DATA_SOURCE",
            "FILE_FORMAT",
            "REJECT_TYPE",
            "REJECT_VALUE",
            "REJECT_SAMPLE_VALUE",
            "REJECTED_ROW_LOCATION");

    private final Scope scope;

    Externals(Scope scope) {
        this.scope = scope;
    }

    /** Runs a statement of this sort; false if it is of another one. */
    boolean run(Definition definition) throws SqlError, CancelledException {
        if (definition instanceof Definition.CreateMasterKey create) {
            createMasterKey(create);
        } else if (definition instanceof Definition.PutCredential put) {
            put(put);
        } else if (definition instanceof Definition.CreateDataSource create) {
            create(create);
        } else if (definition instanceof Definition.CreateFileFormat create) {
            create(create);
        } else if (definition instanceof Definition.CreateExternalTable create) {
            create(create);
        } else {
            return false;
        }
        return true;
    }

    /** Requires the permission that making or dropping such an object takes. */
    static void requirePermission(Scope scope, ObjectKind kind, Position at) throws SqlError {
        String permission = switch (kind) {
            case DATA_SOURCE -> "ALTER ANY EXTERNAL DATA SOURCE";
            case FILE_FORMAT -> "ALTER ANY EXTERNAL FILE FORMAT";
            default -> "CONTROL";
        };
        if (!scope.authority().has(permission)) {
            throw Scope.error(
                    15247,
                    at,
                    "User does not have permission to perform this action. It takes " + permission + " on database '"
                            + scope.database().name() + "'.");
        }
    }

    private void createMasterKey(Definition.CreateMasterKey create) throws SqlError, CancelledException {
        requirePermission(scope, ObjectKind.MASTER_KEY, create.at());
        scope.database().change(scope.link(), (current, writer) -> {
            boolean present = !scope.link()
                    .query("SELECT created FROM _catalog.master_key", List.of(), row -> row.getString(1))
                    .isEmpty();
            if (present) {
                throw Scope.error(
                        15578,
                        create.at(),
                        "There is already a master key in the database. Please drop it before performing this"
                                + " statement.");
            }
            writer.addMasterKey();
        });
    }

    private void put(Definition.PutCredential put) throws SqlError, CancelledException {
        requirePermission(scope, ObjectKind.CREDENTIAL, put.at());
        int id = scope.database().newId();
        scope.database().change(scope.link(), (current, writer) -> {
            Optional<Integer> present = current.credential(put.name());
            if (present.isPresent() && put.replacing() == Replacing.NEVER) {
                throw Scope.error(15530, put.at(), "The credential with name \"" + put.name() + "\" already exists.");
            }
            if (present.isEmpty() && put.replacing() == Replacing.ALWAYS) {
                throw missing("credential", put.name(), put.at());
            }
            if (present.isPresent()) {
                writer.changeCredential(present.get(), put.identity());
            } else {
                writer.addCredential(id, put.name(), put.identity());
            }
        });
    }

    private void create(Definition.CreateDataSource create) throws SqlError, CancelledException {
        requirePermission(scope, ObjectKind.DATA_SOURCE, create.at());
        Columns.requireName(create.name(), create.at());
        String type = create.options().get("TYPE");
        if (type != null && !type.equalsIgnoreCase("HADOOP")) {
            throw Scope.error(
                    46530,
                    create.at(),
                    "External data sources of type " + type + " are not supported by the local SQL pool. Use HADOOP.");
        }
        String location = create.options().get("LOCATION");
        if (location == null) {
            throw Scope.error(46501, create.at(), "CREATE EXTERNAL DATA SOURCE needs the option LOCATION.");
        }
        scope.server().lake().requireLocation(location);
        String credential = create.options().get("CREDENTIAL");
        DataSource source = new DataSource(scope.database().newId(), create.name(), location);
        scope.database().change(scope.link(), (current, writer) -> {
            if (current.dataSource(create.name()).isPresent()) {
                throw exists("data source", create.name(), create.at());
            }
            writer.addDataSource(source, credential(current, credential, create.at()));
        });
    }

    private static @Nullable Integer credential(Catalog current, @Nullable String name, Position at) throws SqlError {
        if (name == null) {
            return null;
        }
        return current.credential(name).orElseThrow(() -> missing("credential", name, at));
    }

    private void create(Definition.CreateFileFormat create) throws SqlError, CancelledException {
        requirePermission(scope, ObjectKind.FILE_FORMAT, create.at());
        Columns.requireName(create.name(), create.at());
        String type = create.options().getOrDefault("FORMAT_TYPE", "");
        if (!type.equalsIgnoreCase("PARQUET")) {
            throw Scope.error(
                    46531,
                    create.at(),
                    "External file formats of type " + type + " are not supported by the local SQL pool. Use PARQUET.");
        }
        String codec = create.options().get("DATA_COMPRESSION");
        String compression = codec == null ? "snappy" : CODECS.get(Names.fold(codec));
        if (compression == null) {
            throw Scope.error(
                    46532,
                    create.at(),
                    "The compression '" + codec + "' is not supported for PARQUET. Use"
                            + " 'org.apache.hadoop.io.compress.SnappyCodec' or"
                            + " 'org.apache.hadoop.io.compress.GzipCodec'.");
        }
        FileFormat format = new FileFormat(scope.database().newId(), create.name(), compression);
        scope.database().change(scope.link(), (current, writer) -> {
            if (current.fileFormat(create.name()).isPresent()) {
                throw exists("file format", create.name(), create.at());
            }
            writer.addFileFormat(format, codec);
        });
    }

    private void create(Definition.CreateExternalTable create) throws SqlError, CancelledException {
        requireMayCreate(create.name(), create.at());
        Place place = place(scope, create.options(), create.at());
        scope.server().lake().files(scope.server().lake().resolve(place.source(), place.location()), place.location());
        List<Column> columns =
                new Columns(scope).defined(create.columns(), create.name().name(), create.at());
        add(create.name(), place, columns);
    }

    /** Adds an external table to the catalog. */
    void add(ObjectName name, Place place, List<Column> columns) throws SqlError, CancelledException {
        int id = scope.database().newId();
        scope.database().change(scope.link(), (current, writer) -> {
            Catalog.Schema schema = TableMaking.schema(current, name);
            TableMaking.requireNew(current, name);
            writer.addObject(
                    schema.id(),
                    new ExternalTable(
                            id,
                            schema.name(),
                            name.name(),
                            columns,
                            place.source().id(),
                            place.format().id(),
                            place.location()));
        });
    }

    /** Requires what making an external table takes. */
    void requireMayCreate(ObjectName name, Position at) throws SqlError {
        Columns.requireName(name.name(), at);
        if (name.temporary()) {
            throw Scope.error(46533, at, "An external table cannot be temporary.");
        }
        scope.requireHere(name);
        scope.requirePermission("CREATE TABLE", at);
        TableMaking.requireSchema(scope, name);
        requirePermission(scope, ObjectKind.DATA_SOURCE, at);
        requirePermission(scope, ObjectKind.FILE_FORMAT, at);
        TableMaking.requireNew(scope.catalog(), name);
    }

    /** Where an external table's files are and what they are like. */
    record Place(DataSource source, FileFormat format, String location) {}

    static Place place(Scope scope, Map<String, String> options, Position at) throws SqlError {
        for (String option : options.keySet()) {
            if (!TABLE_OPTIONS.contains(option)) {
                throw Scope.error(46501, at, "The option '" + option + "' is not supported for external tables.");
            }
        }
        String location = required(options, "LOCATION", at);
        String source = required(options, "DATA_SOURCE", at);
        String format = required(options, "FILE_FORMAT", at);
        Catalog catalog = scope.catalog();
        return new Place(
                catalog.dataSource(source).orElseThrow(() -> missing("external data source", source, at)),
                catalog.fileFormat(format).orElseThrow(() -> missing("external file format", format, at)),
                location);
    }

    private static String required(Map<String, String> options, String name, Position at) throws SqlError {
        String value = options.get(name);
        if (value == null) {
            throw Scope.error(46501, at, "An external table needs the option " + name + '.');
        }
        return value;
    }

    private static SqlError missing(String kind, String name, Position at) {
        return Scope.error(
                15151,
                at,
                "Cannot find the " + kind + " '" + name
                        + "', because it does not exist or you do not have permission.");
    }

    private static SqlError exists(String kind, String name, Position at) {
        return Scope.error(46502, at, "External " + kind + " '" + name + "' already exists.");
    }
}
