namespace SocialWorkflows.Functions.Hosting.CustomHandler;

/// <summary>Names of bindings: what <c>functions --out</c> writes and invocations bring.</summary>
internal static class FunctionBindings
{
    public const string Orchestrator = "context";
    public const string Activity = "input";
    public const string Client = "client";
    public const string Request = "req";
    public const string Response = "res";
}
