namespace SocialWorkflows.Casework.People;

/// <summary>The directory in which staff have the accounts they sign in with.</summary>
public interface IStaffAccounts
{
    /// <summary>Of these accounts, those that nobody can sign in with: deleted, or blocked.</summary>
    /// <exception cref="AccountsUnavailableException">The directory does not tell.</exception>
    Task<IReadOnlySet<Guid>> UnusableAsync(IReadOnlyCollection<Guid> accounts, CancellationToken cancellation);
}

/// <summary>The directory of accounts does not tell; the message says why and what to do.</summary>
public sealed class AccountsUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Asking again does not help: somebody must give the right.</summary>
    public bool IsRefusal { get; init; }
}
