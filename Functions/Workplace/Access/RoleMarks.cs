namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>Open to the operator as well: there is nothing about residents here.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AlsoForOperatorAttribute : Attribute;

/// <summary>These handlers are posted to and change nothing; an auditor may use them. The empty name is the page's own.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReadsByPostAttribute(params string[] handlers) : Attribute
{
    public IReadOnlyList<string> Handlers => handlers;
}

/// <summary>Answers by role itself, in its own form.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KnowsRolesAttribute : Attribute;
