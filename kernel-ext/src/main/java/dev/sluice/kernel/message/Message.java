package dev.sluice.kernel.message;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A message of the Jupyter protocol, without its binary buffers, which this kernel neither sends nor reads.
 *
 * @param parent header of the request that it belongs to; null in requests and in what no request caused
 * @param metadata a JSON object
 * @param content a JSON object, of the shape that {@code header.type()} says
 */
public record Message(Header header, @Nullable Header parent, JsonNode metadata, JsonNode content) {}
