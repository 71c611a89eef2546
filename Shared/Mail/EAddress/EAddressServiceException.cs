namespace SocialWorkflows.Mail.EAddress;

/// <summary>What can be done about a call that the official e-address did not answer as it should.</summary>
public enum EAddressProblem
{
    /// <summary>Down, slow or broken off: the same call later.</summary>
    TryAgain,

    /// <summary>Certificate, rights or clock: nothing passes until a person acts; then the same call.</summary>
    Setup,

    /// <summary>This message or address is not accepted: repeating does not help, a person decides.</summary>
    Refused,
}

/// <summary>
/// The service of the official e-address did not do what was asked. The message has a code and what to do, never an address, a personal code or
/// words of the service, which may quote both.
/// </summary>
public sealed class EAddressServiceException : Exception
{
    /// <param name="kind">What can be done.</param>
    /// <param name="code">The service's own code when it gave one (<c>PSS.045</c>), else ours.</param>
    /// <param name="whatToDo">A sentence for the operator.</param>
    /// <param name="mayHaveHappened">The call left this machine and no answer came: the service may have done it.</param>
    public EAddressServiceException(EAddressProblem kind, string code, string whatToDo, bool mayHaveHappened = false)
        : base($"{code}: {whatToDo}")
    {
        Kind = kind;
        Code = code;
        MayHaveHappened = mayHaveHappened;
    }

    public EAddressProblem Kind { get; }

    public string Code { get; }

    public bool MayHaveHappened { get; }
}
