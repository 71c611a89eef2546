namespace SocialWorkflows.Connectors.AzureStorage;

/// <summary>
/// A storage call failed; the message says what, where and what to do, and never holds content. <see cref="Status"/> is 0
/// when no answer came.
/// </summary>
public abstract class StorageException(string message, int status, string? code, Exception? inner) : Exception(message, inner)
{
    public int Status { get; } = status;

    /// <summary>The service's stable word, for example <c>EntityAlreadyExists</c>.</summary>
    public string? Code { get; } = code;
}

/// <summary>Throttled, timed out or not reachable after every retry: the same call may be made again.</summary>
public sealed class StorageUnavailableException(string message, int status = 0, string? code = null, Exception? inner = null)
    : StorageException(message, status, code, inner);

/// <summary>No token, a token the account does not take, or an identity without the role.</summary>
public sealed class StorageAccessException(string message, int status = 0, string? code = null, Exception? inner = null)
    : StorageException(message, status, code, inner);

/// <summary>Somebody else changed, created or leased it first.</summary>
public sealed class StorageConflictException(string message, int status = 409, string? code = null, int? operation = null)
    : StorageException(message, status, code, null)
{
    /// <summary>Zero-based place in a batch, when the service named it.</summary>
    public int? Operation { get; } = operation;
}

public sealed class StorageNotFoundException(string message, string? code = null) : StorageException(message, 404, code, null);

/// <summary>The request can never succeed as it is: too large, a bad name, two partitions in one batch.</summary>
public sealed class StorageRejectedException(string message, int status = 400, string? code = null) : StorageException(message, status, code, null);

/// <summary>What is stored is not what was written: a hash or a chain does not hold.</summary>
public sealed class StorageCorruptException(string message) : StorageException(message, 0, null, null);
