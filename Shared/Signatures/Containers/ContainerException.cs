namespace SocialWorkflows.Signatures.Containers;

/// <summary>The container must not, or cannot, be read. Becomes the verdict REJECTED.</summary>
internal sealed class ContainerException(ReasonCode code, string message) : Exception(message)
{
    public ReasonCode Code { get; } = code;

    public static ContainerException Unsafe(string message) => new(ReasonCode.UnsafeContainer, message);

    public static ContainerException Damaged(string message) => new(ReasonCode.DamagedContainer, message);
}
