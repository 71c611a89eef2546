namespace SocialWorkflows.DurableTask;

/// <summary>
/// What is stored of an exception. It goes into the history, so exception messages carry ids only, never personal data.
/// </summary>
/// <param name="ErrorType">The full type name of the exception.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="StackTrace">Its stack trace, when it was thrown.</param>
/// <param name="InnerFailure">Its cause.</param>
public record TaskFailureDetails(string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure)
{
    /// <summary>No retry policy may try again, for instance because no such activity exists.</summary>
    public bool IsNonRetriable { get; init; }

    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var inner = exception switch
        {
            TaskFailedException failed => failed.FailureDetails,
            { InnerException: { } cause } => FromException(cause),
            _ => null,
        };
        return new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner);
    }

    /// <summary>Whether the failure is an exception of the given type or of one derived from it.</summary>
    /// <remarks>False when the stored type can no longer be found in a loaded assembly.</remarks>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <inheritdoc cref="IsCausedBy{T}"/>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        return ErrorType == targetBaseExceptionType.FullName
            || targetBaseExceptionType == typeof(Exception)
            || AppDomain.CurrentDomain.GetAssemblies()
                .Select(assembly => assembly.GetType(ErrorType, throwOnError: false))
                .Any(type => type is not null && targetBaseExceptionType.IsAssignableFrom(type));
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
