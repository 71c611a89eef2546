namespace SocialWorkflows.Connectors.AzureStorage;

/// <summary>What was called, for error messages: the host, the kind of thing, its name, and what was tried.</summary>
internal readonly record struct StoragePlace(Uri Service, string What, string Doing)
{
    public override string ToString() => $"{Doing} {What} at {Service.Host}";
}
