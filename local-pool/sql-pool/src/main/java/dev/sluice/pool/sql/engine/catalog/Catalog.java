package dev.sluice.pool.sql.engine.catalog;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is defined in a database at one moment. Immutable; each change of the database makes a new one. */
public final class Catalog {

    private final Map<String, Integer> schemas;
    private final Map<String, CatalogObject> objects;
    private final Map<String, DataSource> dataSources;
    private final Map<String, FileFormat> fileFormats;
    private final Map<String, Integer> credentials;
    private final Map<String, Principal> principals;
    private final Map<Integer, Set<Integer>> rolesOfMembers;
    private final List<Grant> grants;
    private final List<Statistics> statistics;

    /** What a catalog is made of. Schemas, credentials by name; the roles that a member is directly in by its number. */
    record Content(
            Map<String, Integer> schemas,
            List<CatalogObject> objects,
            List<DataSource> dataSources,
            List<FileFormat> fileFormats,
            Map<String, Integer> credentials,
            List<Principal> principals,
            Map<Integer, Set<Integer>> rolesOfMembers,
            List<Grant> grants,
            List<Statistics> statistics) {}

    Catalog(Content content) {
        schemas = Map.copyOf(content.schemas());
        objects = byName(content.objects(), object -> key(object.schema(), object.name()));
        dataSources = byName(content.dataSources(), source -> Names.fold(source.name()));
        fileFormats = byName(content.fileFormats(), format -> Names.fold(format.name()));
        credentials = content.credentials().entrySet().stream()
                .collect(toUnmodifiableMap(entry -> Names.fold(entry.getKey()), Map.Entry::getValue));
        principals = byName(content.principals(), principal -> Names.fold(principal.name()));
        rolesOfMembers = Map.copyOf(content.rolesOfMembers());
        grants = List.copyOf(content.grants());
        statistics = List.copyOf(content.statistics());
    }

    /** A schema: its number and the name as it was defined. */
    public record Schema(int id, String name) {

        /** The number of the last schema that every database has. */
        private static final int LAST_FIXED = 4;

        /** Whether every database has it. */
        public boolean isFixed() {
            return id <= LAST_FIXED;
        }
    }

    /** Finds a schema. */
    public Optional<Schema> schema(String name) {
        return schemas.entrySet().stream()
                .filter(entry -> Names.same(entry.getKey(), name))
                .map(entry -> new Schema(entry.getValue(), entry.getKey()))
                .findFirst();
    }

    /** All schemas. */
    public List<Schema> schemas() {
        return schemas.entrySet().stream()
                .map(entry -> new Schema(entry.getValue(), entry.getKey()))
                .toList();
    }

    /** Finds a table, view or external table. */
    public Optional<CatalogObject> object(String schema, String name) {
        return Optional.ofNullable(objects.get(key(schema, name)));
    }

    /** All objects. */
    public Collection<CatalogObject> objects() {
        return objects.values();
    }

    /** Finds an external data source. */
    public Optional<DataSource> dataSource(String name) {
        return Optional.ofNullable(dataSources.get(Names.fold(name)));
    }

    /** Finds an external data source by its number. */
    public Optional<DataSource> dataSource(int id) {
        return dataSources.values().stream().filter(source -> source.id() == id).findFirst();
    }

    /** Finds an external file format. */
    public Optional<FileFormat> fileFormat(String name) {
        return Optional.ofNullable(fileFormats.get(Names.fold(name)));
    }

    /** Finds the number of a database scoped credential. */
    public Optional<Integer> credential(String name) {
        return Optional.ofNullable(credentials.get(Names.fold(name)));
    }

    /** Finds a user or role. */
    public Optional<Principal> principal(String name) {
        return Optional.ofNullable(principals.get(Names.fold(name)));
    }

    /** All users and roles. */
    public Collection<Principal> principals() {
        return principals.values();
    }

    /** Finds the statistics of a table. */
    public List<Statistics> statistics(int table) {
        return statistics.stream().filter(one -> one.table() == table).toList();
    }

    /** The roles that a principal is directly in. */
    Set<Integer> rolesOf(int member) {
        return rolesOfMembers.getOrDefault(member, Set.of());
    }

    /** What is granted and denied. */
    List<Grant> grants() {
        return grants;
    }

    /** The name of a principal. */
    @Nullable String principalName(int id) {
        return principals.values().stream()
                .filter(principal -> principal.id() == id)
                .map(Principal::name)
                .findFirst()
                .orElse(null);
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> key) {
        return all.stream().collect(toUnmodifiableMap(key, Function.identity()));
    }

    private static String key(String schema, String name) {
        return Names.fold(schema) + '\u0000' + Names.fold(name);
    }
}
