package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.lake.FileSystemName;
import dev.sluice.pool.storage.lake.LakeFileSystem;
import dev.sluice.pool.storage.lake.LakePath;

/**
 * What an operation works on.
 *
 * @param account name of the account
 * @param name name of the file system
 * @param files the file system
 * @param path the path in it
 */
record Target(String account, FileSystemName name, LakeFileSystem files, LakePath path) {}
