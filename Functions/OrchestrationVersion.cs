namespace SocialWorkflows.Functions;

/// <summary>
/// The version new instances are started with, and the newest this build runs: an instance of a later build waits for it after a
/// rollback instead of failing. The same stands in host.json (<c>defaultVersion</c>); how to raise it: docs/changing-an-orchestration.md.
/// </summary>
internal static class OrchestrationVersion
{
    public const string Current = "1.0";
}
