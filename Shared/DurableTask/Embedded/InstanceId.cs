namespace SocialWorkflows.DurableTask.Embedded;

/// <summary>The rules of the Azure Durable extension, so that an id good here is good there.</summary>
internal static class InstanceId
{
    private const int MaximumLength = 100;

    public static bool IsValid(string instanceId) =>
        instanceId.Length is > 0 and <= MaximumLength
        && instanceId[0] != '@'
        && !instanceId.Any(c => char.IsControl(c) || c is '/' or '\\' or '#' or '?');

    /// <exception cref="ArgumentException">It is not a valid id.</exception>
    public static void ThrowIfInvalid(string instanceId)
    {
        if (!IsValid(instanceId))
        {
            throw new ArgumentException(
                $"'{instanceId}' is not a valid instance id: 1 to {MaximumLength} characters, none of / \\ # ? or control characters, not starting with @.",
                nameof(instanceId));
        }
    }
}
