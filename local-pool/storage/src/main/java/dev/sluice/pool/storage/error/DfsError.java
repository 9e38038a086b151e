package dev.sluice.pool.storage.error;

/**
 * The refusals of the endpoint: status, value of {@code x-ms-error-code} and text as Azure has them. Drivers decide by
 * status and code, people read the text.
 *
 * <p>Source: Microsoft Learn, "Azure Blob Storage error codes" and "Data Lake Storage Gen2 REST API", status codes of each
 * operation.
 */
public enum DfsError {
    /** The URI names nothing that could exist. */
    INVALID_URI(400, "InvalidUri", "The request URI is invalid."),
    /** A file system's name breaks the rules. */
    INVALID_RESOURCE_NAME(400, "InvalidResourceName", "The specified resource name contains invalid characters."),
    /** A query parameter's value cannot be read. */
    INVALID_QUERY_PARAMETER(
            400,
            "InvalidQueryParameterValue",
            "Value for one of the query parameters specified in the URI is invalid."),
    /** A query parameter is missing. */
    MISSING_QUERY_PARAMETER(
            400,
            "MissingRequiredQueryParameter",
            "A query parameter that's mandatory for this request is not specified."),
    /** A header's value cannot be read. */
    INVALID_HEADER(400, "InvalidHeaderValue", "The value for one of the HTTP headers is not in the correct format."),
    /** The body is shorter than announced. */
    INVALID_INPUT(400, "InvalidInput", "The body of the request ended before all of its bytes came."),
    /** The body is not what its checksum says. */
    MD5_MISMATCH(
            400,
            "Md5Mismatch",
            "The MD5 value specified in the request did not match with the MD5 value calculated by the server."),
    /** A flush would leave a gap. */
    INVALID_FLUSH_POSITION(
            400,
            "InvalidFlushPosition",
            "The uploaded data is not contiguous or the position query parameter value is not equal to the length of the file"
                    + " after appending the uploaded data."),
    /** The operation exists in Azure and not for this resource. */
    UNSUPPORTED_OPERATION(400, "UnsupportedOperation", "The operation is not supported on this resource."),
    /** No credentials. */
    NO_AUTHENTICATION(
            401,
            "NoAuthenticationInformation",
            "Server failed to authenticate the request. Please refer to the information in the www-authenticate header."),
    /** A bearer token that is not accepted. */
    INVALID_TOKEN(
            401,
            "InvalidAuthenticationInfo",
            "Server failed to authenticate the request. Please refer to the information in the www-authenticate header."),
    /** A signature that is not accepted. */
    AUTHENTICATION_FAILED(
            403,
            "AuthenticationFailed",
            "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly"
                    + " including the signature."),
    /** Credentials are not looked at: where the request comes from is refused. */
    AUTHORIZATION_FAILURE(403, "AuthorizationFailure", "This request is not authorized to perform this operation."),
    /** There is no such file system. */
    FILESYSTEM_NOT_FOUND(404, "FilesystemNotFound", "The specified filesystem does not exist."),
    /** There is no such file or directory. */
    PATH_NOT_FOUND(404, "PathNotFound", "The specified path does not exist."),
    /** There is nothing to rename. */
    SOURCE_PATH_NOT_FOUND(404, "SourcePathNotFound", "The source path for a rename operation does not exist."),
    /** There is no directory to rename into. */
    RENAME_DESTINATION_PARENT_NOT_FOUND(
            404, "RenameDestinationParentPathNotFound", "The parent directory of the destination path does not exist."),
    /** The method is none of the endpoint's. */
    UNSUPPORTED_VERB(405, "UnsupportedHttpVerb", "The resource doesn't support the specified HTTP verb."),
    /** The file system is there already. */
    FILESYSTEM_EXISTS(409, "FilesystemAlreadyExists", "The specified filesystem already exists."),
    /** The file or directory is there already. */
    PATH_EXISTS(409, "PathAlreadyExists", "The specified path already exists."),
    /** A file is where a directory is needed, or the other way round. */
    PATH_CONFLICT(
            409,
            "PathConflict",
            "The specified path, or an element of the path, exists and its resource type is invalid for this operation."),
    /** A directory would be renamed into itself. */
    INVALID_RENAME_SOURCE(
            409,
            "InvalidRenameSourcePath",
            "The source directory cannot be the same as, or an ancestor of, the destination."),
    /** A directory is not empty. */
    DIRECTORY_NOT_EMPTY(
            409,
            "DirectoryNotEmpty",
            "The recursive query parameter value must be true to delete a non-empty directory."),
    /**
     * The disk is full. The status is 409 and not 507, since the ABFS driver tries everything above 500 again up to thirty
     * times, which looks like a hang.
     */
    INSUFFICIENT_STORAGE(
            409,
            "InsufficientAccountStorage",
            "The disk that holds the lake is full. Nothing of this request was kept; free space and run it again."),
    /** The file is not as the caller knows it. */
    CONDITION_NOT_MET(412, "ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met."),
    /** The file to rename is not as the caller knows it. */
    SOURCE_CONDITION_NOT_MET(
            412,
            "SourceConditionNotMet",
            "The source condition specified using HTTP conditional header(s) is not met."),
    /** The body is longer than one request may be. */
    REQUEST_BODY_TOO_LARGE(
            413, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit."),
    /** There is nothing at the place to read from. */
    INVALID_RANGE(416, "InvalidRange", "The range specified is invalid for the current size of the resource."),
    /** A fault of this server. */
    INTERNAL_ERROR(500, "InternalError", "The server encountered an internal error. The storage's log says more."),
    /** Azure can, this server cannot. */
    NOT_IMPLEMENTED(501, "NotImplemented", "The local storage does not implement the requested operation."),
    /** The request met another one; drivers send it again. */
    SERVER_BUSY(503, "ServerBusy", "The server is currently unable to receive requests. Please retry your request.");

    private final int status;
    private final String code;
    private final String text;

    DfsError(int status, String code, String text) {
        this.status = status;
        this.code = code;
        this.text = text;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the value of {@code x-ms-error-code}. */
    public String code() {
        return code;
    }

    /** Returns this refusal with Azure's text alone. */
    public DfsException exception() {
        return new DfsException(this, text);
    }

    /** Returns this refusal with Azure's text and a sentence that says what it was about. */
    public DfsException exception(String detail) {
        return new DfsException(this, text + ' ' + detail);
    }
}
